"""The address of the conversation."""

from django.urls import path

from apps.assistant.views import customer

app_name = "assistant"

customer_urls = [path("assistant/", customer.chat, name="chat")]
