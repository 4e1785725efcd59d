"""Write answers for machines and mails: JSON, Markdown, the mail to the owners."""
