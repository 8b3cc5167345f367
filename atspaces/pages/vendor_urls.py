"""The vendor's first page; assembled into the `vendor` namespace."""

from django.urls import path

from atspaces.pages import vendor

vendor_urls = [path("", vendor.today, name="today")]
