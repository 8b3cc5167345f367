"""The approval queue: the list, one request before and after, and the two decisions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import AuditEntry, Notification, User
from apps.approvals.models import ApprovalRequest
from apps.approvals.services import approve_request
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from tests.accounts.factories import AdminFactory, UserFactory, VendorFactory
from tests.approvals.factories import CapacityRequestFactory, PauseRequestFactory, booked

pytestmark = pytest.mark.django_db

QUEUE = "/admin/approvals/approvalrequest/"
# Session, user, count, the page; the list of cities to filter by.
QUERIES_OF_LIST = 5
# Session, user, the request twice (as found, and with all it is about), impact, what else waits.
QUERIES_OF_DETAIL = 6


def page_of(request: ApprovalRequest) -> str:
    return f"{QUEUE}{request.pk}/change/"


def decision(request: ApprovalRequest, verb: str) -> str:
    return f"{QUEUE}{request.pk}/{verb}/"


class TestList:
    def test_what_waits_oldest_first_with_its_age(self, admin_client: Client) -> None:
        now = timezone.now()
        late = PauseRequestFactory.create(submitted_at=now - timedelta(hours=3))
        early = CapacityRequestFactory.create(submitted_at=now - timedelta(days=2))
        answer = admin_client.get(QUEUE)
        assert list(answer.context["cl"].result_list) == [early, late]
        page = answer.content.decode()
        assert "2 days ago" in page
        assert "<del>4 units</del> <ins>10 units</ins>" in page

    def test_decided_requests_are_shown_on_demand(self, admin_client: Client, admin: User) -> None:
        waiting, approved = PauseRequestFactory.create(), CapacityRequestFactory.create()
        approve_request(request=approved, by=admin, now=timezone.now())
        shown = {
            query: set(admin_client.get(QUEUE + query).context["cl"].result_list)
            for query in ("", "?state=approved", "?state=rejected", "?state=all")
        }
        assert shown == {
            "": {waiting},
            "?state=approved": {approved},
            "?state=rejected": set(),
            "?state=all": {waiting, approved},
        }

    def test_filters_by_type_and_city_and_finds_by_branch(self, admin_client: Client) -> None:
        pause, capacity = (
            PauseRequestFactory.create(branch__name="Shmeisani"),
            CapacityRequestFactory.create(),
        )
        for query, wanted in {
            "?request_type=capacity_change": {capacity},
            "?branch__city__slug__exact=amman": {pause, capacity},
            "?q=shmeis": {pause},
        }.items():
            assert set(admin_client.get(QUEUE + query).context["cl"].result_list) == wanted

    @pytest.mark.parametrize("count", [1, 20])
    def test_costs_the_same_for_one_and_twenty(
        self, admin_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(count):
            CapacityRequestFactory.create()
        with django_assert_num_queries(QUERIES_OF_LIST):
            answer = admin_client.get(QUEUE)
        assert len(answer.context["cl"].result_list) == count

    def test_nothing_is_added_deleted_or_written_by_hand(self, admin_client: Client) -> None:
        request = PauseRequestFactory.create()
        assert admin_client.get(f"{QUEUE}add/").status_code == 403
        assert admin_client.post(f"{QUEUE}{request.pk}/delete/", {"post": "yes"}).status_code == 403
        assert admin_client.post(page_of(request), {"status": "approved"}).status_code == 405
        for verb in ("approve", "reject"):
            # What a reload or a change of language after a refusal asks for.
            assert admin_client.get(decision(request, verb))["Location"] == page_of(request)
        request.refresh_from_db()
        assert request.status == "pending"


class TestDetail:
    def test_shows_before_after_and_what_is_touched(self, admin_client: Client) -> None:
        request = CapacityRequestFactory.create(requested_change={"capacity": 1}, note="One room is flooded")
        tomorrow = timezone.now() + timedelta(days=1)
        first = booked(request.vendor_service, tomorrow, total="4.640")
        second = booked(request.vendor_service, tomorrow, total="4.645", created_at=tomorrow)
        page = admin_client.get(page_of(request)).content.decode()
        for text in ("<del>4 units</del>", "<ins>1 unit</ins>", "2 bookings", "9.285", "One room is flooded"):
            assert text in page
        assert second.booking_number in page
        assert first.booking_number not in page

    def test_one_booking_and_many_cost_the_same(
        self, admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        few, many = PauseRequestFactory.create(), CapacityRequestFactory.create()
        for hour in range(20):
            booked(many.vendor_service, timezone.now() + timedelta(days=hour))
        with django_assert_num_queries(QUERIES_OF_DETAIL):
            admin_client.get(page_of(few))
        # Lowering the capacity reads more: the rules of the service, what is withheld, who is booked.
        ApprovalRequest.objects.filter(pk=many.pk).update(requested_change={"capacity": 1})
        with django_assert_num_queries(QUERIES_OF_DETAIL + 4):
            admin_client.get(page_of(many))

    def test_a_reason_text_is_filled_in_and_can_be_edited(self, admin_client: Client) -> None:
        request = CapacityRequestFactory.create()
        assert "shows room for fewer" not in admin_client.get(page_of(request)).content.decode()
        form = admin_client.get(page_of(request) + "?reason=floor-plan").context["form"]
        assert "shows room for fewer" in form.initial["reason"]

    def test_a_missing_request_leads_to_the_queue(self, admin_client: Client) -> None:
        answer = admin_client.get(f"{QUEUE}999/change/", follow=True)
        assert answer.redirect_chain == [(QUEUE, 302)]
        assert admin_client.post(f"{QUEUE}999/approve/").status_code == 404
        assert admin_client.post(f"{QUEUE}999/reject/", {"reason": "No"}).status_code == 404


class TestDecide:
    def test_approving_applies_it_and_opens_the_next(self, admin_client: Client, admin: User) -> None:
        first, second = CapacityRequestFactory.create(), PauseRequestFactory.create()
        answer = admin_client.post(decision(first, "approve"), follow=True)
        assert answer.redirect_chain == [(page_of(second), 302)]
        assert "Approved:" in answer.content.decode()
        first.refresh_from_db()
        first.vendor_service.refresh_from_db()
        assert (first.status, first.reviewed_by) == ("approved", admin)
        assert first.vendor_service.max_capacity == 10
        assert Notification.objects.get().user == first.branch.vendor

    def test_after_the_last_one_the_empty_queue_opens(self, admin_client: Client) -> None:
        request = PauseRequestFactory.create()
        answer = admin_client.post(decision(request, "approve"), follow=True)
        assert answer.redirect_chain == [(QUEUE, 302)]
        assert Branch.objects.get().status == BranchStatus.SUSPENDED

    def test_rejecting_tells_the_reason_and_opens_the_next(self, admin_client: Client, admin: User) -> None:
        first, second = CapacityRequestFactory.create(), PauseRequestFactory.create()
        answer = admin_client.post(decision(first, "reject"), {"reason": "Send the plan."}, follow=True)
        assert answer.redirect_chain == [(page_of(second), 302)]
        first.refresh_from_db()
        assert (first.status, first.reviewed_by) == ("rejected", admin)
        assert first.rejection_reason == "Send the plan."
        assert VendorService.objects.get().max_capacity == 4

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
    def test_a_missing_or_endless_reason_is_said_at_the_field(
        self, admin_client: Client, reason: str
    ) -> None:
        request = PauseRequestFactory.create()
        answer = admin_client.post(decision(request, "reject"), {"reason": reason})
        assert answer.status_code == 422
        assert 'id="id_reason_error"' in answer.content.decode()
        assert reason in answer.content.decode()
        request.refresh_from_db()
        assert (request.status, request.reviewed_by) == ("pending", None)
        assert not Notification.objects.exists()
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("verb", ["approve", "reject"])
    def test_a_decided_one_says_who_decided(self, admin_client: Client, verb: str) -> None:
        request = CapacityRequestFactory.create()
        other = AdminFactory.create(full_name="Samir Earlier")
        approve_request(request=request, by=other, now=timezone.now() - timedelta(minutes=2))
        answer = admin_client.post(decision(request, verb), {"reason": "No"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Samir Earlier approved this already, 2 minutes ago." in page
        assert f'action="{decision(request, "approve")}"' not in page
        request.refresh_from_db()
        assert (request.status, request.reviewed_by) == ("approved", other)
        assert Notification.objects.count() == 1

    def test_what_makes_no_sense_any_more_is_said_and_not_written(self, admin_client: Client) -> None:
        request = PauseRequestFactory.create()
        Branch.objects.update(status=BranchStatus.SUSPENDED)
        answer = admin_client.post(decision(request, "approve"))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "nothing to pause" in page
        assert "It has changed since this was asked. Now: Paused." in page
        request.refresh_from_db()
        assert request.status == "pending"

    def test_needs_the_forms_own_token(self, admin: User) -> None:
        request = PauseRequestFactory.create()
        client = Client(enforce_csrf_checks=True)
        client.force_login(admin)
        assert client.post(decision(request, "approve")).status_code == 403
        request.refresh_from_db()
        assert request.status == "pending"


class TestDoor:
    @pytest.mark.parametrize("factory", [UserFactory, VendorFactory, None])
    @pytest.mark.parametrize("verb", ["approve", "reject"])
    def test_nobody_else_decides(self, client: Client, factory: type[UserFactory] | None, verb: str) -> None:
        request = PauseRequestFactory.create()
        if factory:
            client.force_login(factory.create())
        answer = client.post(decision(request, verb), {"reason": "No"})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")
        for url in (QUEUE, page_of(request)):
            assert client.get(url).status_code == 302
        request.refresh_from_db()
        assert request.status == "pending"
        assert Branch.objects.get().status == BranchStatus.ACTIVE
