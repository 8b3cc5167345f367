"""Addresses of coming in, of one's own account, and of the demo's outbox."""

from django.urls import path

from apps.accounts.views import customer, sign_in

app_name = "accounts"

customer_urls = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-in/code/again/", sign_in.resend_code, name="resend_code"),
    path("sign-in/password/", sign_in.sign_in_password, name="sign_in_password"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("account/", customer.profile, name="profile"),
    path("notifications/", customer.notifications, name="notifications"),
    path("outbox/", customer.outbox, name="outbox"),
]
