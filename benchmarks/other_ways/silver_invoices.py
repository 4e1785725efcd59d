"""Let django-silver bill accounts: a subscription begins on a day, and its first invoice is issued.

    python benchmarks/other_ways/silver_invoices.py FILE ADDON COUNT DATE

It runs in an environment of its own, where django-silver is. Its cycles are calendar months, so
accounts are billed as if theirs were; the price is that of all licences. Written are the seconds,
and of every account the id, the subtotal, the tax and the total.
"""

import datetime as dt
import itertools
import json
import sys
import time
from decimal import Decimal
from unittest import mock

import django
from django.conf import settings
from django.core.management import call_command

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.admin",
        "rest_framework",
        "dal",
        "dal_select2",
        "silver",
    ],
    TEMPLATES=[
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
    ],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    SECRET_KEY="not one",  # noqa: S106
    USE_TZ=True,
    PAYMENT_PROCESSORS={},
    SILVER_DEFAULT_DUE_DAYS=5,
    SILVER_AUTOMATICALLY_CREATE_TRANSACTIONS=False,
)
django.setup()

from silver.documents_generator import DocumentsGenerator  # noqa: E402
from silver.models import Customer, Invoice, Plan, ProductCode, Provider, Subscription  # noqa: E402


def subscribe(account: dict, addon: str, provider: Provider, code: ProductCode) -> Subscription:
    """Make a customer of an account, and a subscription to a plan at the account's price."""
    licenses = sum(account["licenses"].values())
    price = Decimal(account["prices"][addon]["unit_price"]) * licenses
    taxes = account["billing"].get("taxes") or [{"name": "", "percent": "0"}]
    customer = Customer.objects.create(
        first_name="x",
        last_name=account["id"],
        sales_tax_name=taxes[-1]["name"],
        sales_tax_percent=Decimal(taxes[-1]["percent"]),
        customer_reference=account["id"],
        address_1="x",
        city="x",
        country="FR",
        currency=account["currency"],
    )
    plan = Plan.objects.create(
        name=account["id"],
        interval="month",
        interval_count=1,
        amount=price,
        currency=account["currency"],
        product_code=code,
        provider=provider,
        prebill_plan=True,
    )
    return Subscription.objects.create(plan=plan, customer=customer)


def main() -> None:
    """Bill so many accounts."""
    file, addon, count, day = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    date = dt.date.fromisoformat(day)
    now = dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)
    call_command("migrate", verbosity=0)
    code = ProductCode.objects.create(value=addon)
    provider = Provider.objects.create(
        name="x",
        company="x",
        flow="invoice",
        invoice_series="A",
        invoice_starting_number=1,
        address_1="x",
        city="x",
        country="FR",
        default_document_state="issued",
    )
    with open(file, encoding="utf-8") as lines:  # noqa: PTH123
        accounts = map(json.loads, lines)
        chosen = list(itertools.islice((each for each in accounts if each["prices"]), count))
    generator = DocumentsGenerator()
    with mock.patch("django.utils.timezone.now", return_value=now):
        begin = time.perf_counter()
        for account in chosen:
            subscription = subscribe(account, addon, provider, code)
            subscription.activate(start_date=date)
            subscription.save()
            generator.generate(subscription=subscription, billing_date=date)
        seconds = time.perf_counter() - begin
    print(json.dumps(seconds))
    for invoice in Invoice.objects.order_by("pk"):
        before, tax = invoice.total_before_tax, invoice.tax_value
        amounts = (str(before), str(tax), str(invoice.total))
        print(json.dumps([invoice.customer.customer_reference, *amounts]))


if __name__ == "__main__":
    main()
