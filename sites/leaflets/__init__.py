"""What is passed on of a site or an area as a picture, drawn from words that are ready."""
