"""The pages and the JSON API of 知库, served to this machine only."""
