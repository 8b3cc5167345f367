"""The vendor's pages of requests."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.approvals.models import ApprovalRequest
from apps.approvals.services import submit_request
from apps.approvals.statuses import RequestType
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus, StaffRole
from apps.catalog.models import VendorService
from tests.accounts.factories import AdminFactory, UserFactory, VendorFactory
from tests.approvals.factories import ASKED_AT, CapacityRequestFactory, PauseRequestFactory
from tests.branches.factories import BranchFactory, BranchStaffFactory, open_daily
from tests.catalog.factories import VendorServiceFactory

pytestmark = pytest.mark.django_db

LIST = "/vendor/requests/"
NEW = {kind: f"/vendor/requests/new/{kind}/" for kind in RequestType.values}
# Session, user, count, page of requests with all they are about.
QUERIES_OF_LIST = 4


@pytest.fixture
def branch() -> Branch:
    return open_daily(BranchFactory.create(name="Abdali Hub"))


@pytest.fixture
def service(branch: Branch) -> VendorService:
    return VendorServiceFactory.create(branch=branch, max_capacity=4, name="Window desks")


@pytest.fixture
def vendor_client(client: Client, branch: Branch) -> Client:
    client.force_login(branch.vendor)
    return client


class TestNewRequest:
    def test_forms_show_the_present_value(self, vendor_client: Client, service: VendorService) -> None:
        page = vendor_client.get(NEW["capacity_change"]).content.decode()
        assert "Abdali Hub, Window desks (now: 4 units)" in page
        page = vendor_client.get(NEW["pause_branch"]).content.decode()
        assert "Abdali Hub (now: Open for booking)" in page

    def test_capacity_is_asked_then_confirmed_after_a_redirect(
        self, vendor_client: Client, service: VendorService
    ) -> None:
        answer = vendor_client.post(
            NEW["capacity_change"],
            {"service": service.pk, "new_capacity": "12", "note": "A new row by the wall"},
            follow=True,
        )
        assert answer.redirect_chain == [(LIST, 302)]
        assert "We will tell you" in answer.content.decode()
        request = ApprovalRequest.objects.get()
        assert request.requested_change == {"capacity": 12}
        assert (request.submitted_by, request.note) == (service.branch.vendor, "A new row by the wall")

    def test_arabic_digits_are_understood(self, vendor_client: Client, service: VendorService) -> None:
        vendor_client.post(NEW["capacity_change"], {"service": service.pk, "new_capacity": "١٢"})
        assert ApprovalRequest.objects.get().requested_change == {"capacity": 12}

    @pytest.mark.parametrize("typed", ["", "0", "10000", "many", "4", "-3"])
    def test_a_wrong_capacity_is_said_at_the_field_and_kept(
        self, vendor_client: Client, service: VendorService, typed: str
    ) -> None:
        answer = vendor_client.post(
            NEW["capacity_change"], {"service": service.pk, "new_capacity": typed, "note": "Keep me"}
        )
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"new_capacity"}
        assert "Keep me" in answer.content.decode()
        assert not ApprovalRequest.objects.exists()

    def test_pausing_is_asked(self, vendor_client: Client, branch: Branch) -> None:
        assert vendor_client.post(NEW["pause_branch"], {"branch": branch.slug}).status_code == 302
        assert ApprovalRequest.objects.get().requested_change == {"status": "suspended"}
        branch.refresh_from_db()
        assert branch.status == BranchStatus.ACTIVE

    def test_opening_is_asked(self, vendor_client: Client, service: VendorService) -> None:
        Branch.objects.update(status=BranchStatus.PENDING)
        answer = vendor_client.post(NEW["activate_branch"], {"branch": service.branch.slug})
        assert answer.status_code == 302
        assert ApprovalRequest.objects.get().requested_change == {"status": "active"}

    def test_opening_an_unready_branch_says_what_it_lacks(
        self, vendor_client: Client, branch: Branch
    ) -> None:
        Branch.objects.update(status=BranchStatus.PENDING)
        answer = vendor_client.post(NEW["activate_branch"], {"branch": branch.slug})
        assert answer.status_code == 422
        assert "Put at least one service on sale first" in answer.content.decode()
        assert not ApprovalRequest.objects.exists()

    def test_asking_twice_is_answered_kindly(self, vendor_client: Client, branch: Branch) -> None:
        vendor_client.post(NEW["pause_branch"], {"branch": branch.slug})
        answer = vendor_client.post(NEW["pause_branch"], {"branch": branch.slug})
        assert answer.status_code == 422
        assert "already asked for this" in answer.content.decode()
        assert ApprovalRequest.objects.count() == 1

    @pytest.mark.parametrize("kind", ["pause_branch", "activate_branch"])
    @pytest.mark.parametrize("slug", ["stranger", "not-there"])
    def test_a_strangers_branch_is_not_there(self, vendor_client: Client, kind: str, slug: str) -> None:
        BranchFactory.create(slug="stranger")
        assert vendor_client.post(NEW[kind], {"branch": slug}).status_code == 404
        assert not ApprovalRequest.objects.exists()

    def test_a_strangers_service_is_not_there(self, vendor_client: Client) -> None:
        theirs = VendorServiceFactory.create()
        for pk in (theirs.pk, 0, "x"):
            answer = vendor_client.post(NEW["capacity_change"], {"service": pk, "new_capacity": "9"})
            assert answer.status_code == 404
        assert not ApprovalRequest.objects.exists()

    def test_reception_may_not_ask(self, client: Client, branch: Branch) -> None:
        client.force_login(BranchStaffFactory.create(branch=branch, role=StaffRole.RECEPTION).user)
        assert client.post(NEW["pause_branch"], {"branch": branch.slug}).status_code == 404
        assert "You manage no branch" in client.get(NEW["pause_branch"]).content.decode()
        assert not ApprovalRequest.objects.exists()

    def test_an_unknown_type_is_not_there(self, vendor_client: Client) -> None:
        assert vendor_client.get("/vendor/requests/new/more_money/").status_code == 404

    @pytest.mark.parametrize("kind", RequestType.values)
    def test_choices_cost_the_same_for_many(
        self,
        vendor_client: Client,
        branch: Branch,
        kind: str,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(20):
            VendorServiceFactory.create(branch=BranchFactory.create(vendor=branch.vendor))
        # Session, user, is there anything to ask about, the choices.
        with django_assert_num_queries(4):
            vendor_client.get(NEW[kind])


class TestList:
    def test_shows_state_change_and_reason(self, vendor_client: Client, service: VendorService) -> None:
        submit_request(
            branch=service.branch,
            request_type=RequestType.CAPACITY_CHANGE,
            submitted_by=service.branch.vendor,
            now=ASKED_AT,
            vendor_service=service,
            new_capacity=12,
        )
        PauseRequestFactory.create(
            branch=service.branch,
            status="rejected",
            reviewed_by=AdminFactory.create(),
            reviewed_at=ASKED_AT,
            rejection_reason="Send the plan.",
        )
        page = vendor_client.get(LIST).content.decode()
        for text in ("4 units", "12 units", "Waiting", "Rejected", "Send the plan.", "Window desks"):
            assert text in page

    def test_is_empty_with_words(self, vendor_client: Client) -> None:
        assert "Nothing asked yet" in vendor_client.get(LIST).content.decode()

    def test_strangers_requests_are_not_in_it(self, vendor_client: Client) -> None:
        PauseRequestFactory.create(branch__name="Somebody else's")
        assert "Somebody" not in vendor_client.get(LIST).content.decode()

    @pytest.mark.parametrize("count", [1, 20])
    def test_costs_the_same_for_one_and_twenty(
        self,
        vendor_client: Client,
        branch: Branch,
        count: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(count):
            CapacityRequestFactory.create(branch=branch)
        with django_assert_num_queries(QUERIES_OF_LIST):
            page = vendor_client.get(LIST)
        assert len(page.context["rows"]) == count

    def test_speaks_arabic(self, vendor_client: Client, branch: Branch) -> None:
        PauseRequestFactory.create(branch=branch)
        page = vendor_client.get("/ar/vendor/requests/").content.decode()
        assert 'dir="rtl"' in page
        assert branch.name_ar in page


@pytest.mark.parametrize("url", [LIST, *NEW.values()])
class TestDoor:
    def test_anonymous_is_sent_to_sign_in(self, client: Client, url: str) -> None:
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/?next=")

    @pytest.mark.parametrize("factory", [UserFactory, AdminFactory])
    def test_other_roles_find_nothing(self, client: Client, url: str, factory: type[UserFactory]) -> None:
        user: User = factory.create()
        client.force_login(user)
        assert client.get(url).status_code == 404

    def test_a_vendor_comes_in(self, client: Client, url: str) -> None:
        client.force_login(VendorFactory.create())
        assert client.get(url).status_code == 200
