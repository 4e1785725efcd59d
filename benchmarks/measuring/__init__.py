"""What benchmarks of fleets share: accounts to be swept, processes that are measured, pages."""
