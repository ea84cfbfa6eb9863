"""The demo clinic: invented people, made by the product's own actions. Never installed in production."""
