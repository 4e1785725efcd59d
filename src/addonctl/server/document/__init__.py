"""Describe the API: as an OpenAPI document for programs, as a page for people."""
