"""Addresses of the pages that mix apps, and of what every page is drawn with."""

from django.urls import path

from atspaces.pages import home, pictures, results, space, styleguide, theme

app_name = "pages"

customer_urls = [
    path("", home.home, name="home"),
    path("search/", results.results, name="results"),
    path("spaces/<slug:slug>/", space.space, name="space"),
    path("theme/", theme.theme, name="theme"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("pictures/<slug:kind>/<int:seed>.svg", pictures.picture, name="picture"),
]
