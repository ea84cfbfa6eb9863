"""What is true and what may happen in Footbridge. Imports nothing from `api`."""
