from postil.executors.ticket import Ticket


def test_a_new_ticket_has_not_ended():
    ticket = Ticket()
    assert (ticket.done(), ticket.failure(), ticket.wait(0)) == (False, None, False)


def test_only_the_first_outcome_counts():
    ticket = Ticket()
    ticket.settle("first")
    ticket.settle(None)
    assert ticket.failure() == "first"
