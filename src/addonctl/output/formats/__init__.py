"""Write answers for machines and mails: JSON, Markdown, annotations."""
