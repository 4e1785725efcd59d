"""Make sentences of codes and values, in each language, safe to show. No layout here."""
