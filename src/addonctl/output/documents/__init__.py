"""Write what is sent to others."""
