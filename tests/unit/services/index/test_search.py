"""How much one search does, when it finds nothing."""

from postil.model.annotation import Annotation
from postil.model.wire import encode_annotations
from postil.ports.bundles import NewSegment
from postil.services.index.filters import Filter, Wanted
from postil.services.index.finders import Finders
from postil.services.index.projector import Projector
from postil.services.index.search import MAX_CANDIDATES, MAX_ROWS_READ, Search
from postil.testing.world import populate


def searches(world, asked):
    """Return for every search until the end how many data rows it found, and where it stood."""
    with world.read() as session:
        uid = session.projects.by_id(world.project_id).uid
        wanted = Wanted.of(session, uid, asked)
        after, found = 0, []
        while True:
            search = Search(session, wanted, Finders(), after_row=after)
            found.append((len(list(search.matches())), search.position))
            if search.is_over:
                return found
            after = search.position


def test_documents_that_do_not_match_are_read_up_to_a_bound(store):
    world = populate(store, rows=MAX_ROWS_READ + 50)
    job = world.start_job()
    # The same sixteenth as what is asked for: only the documents tell that they do not match.
    said = encode_annotations([Annotation("a", "car", confidence=0.69)])
    world.layer(job, [NewSegment(row, 0, 1, said, b"") for row in world.rows])
    world.publish(job)
    Projector(store).run()
    found = searches(world, Filter(min_score=0.7, max_score=0.72))
    assert [count for count, _ in found] == [0, 0]
    assert found[0][1] == world.rows[MAX_ROWS_READ - 1]


def test_scores_outside_the_range_cost_no_documents(store):
    world = populate(store, rows=MAX_ROWS_READ + 50)
    job = world.start_job()
    said = encode_annotations([Annotation("a", "car", confidence=0.3)])
    world.layer(job, [NewSegment(row, 0, 1, said, b"") for row in world.rows])
    world.publish(job)
    Projector(store).run()
    assert searches(world, Filter(min_score=0.7)) == [(0, world.rows[-1])]


def test_tasks_that_do_not_match_are_looked_at_up_to_a_bound(store):
    world = populate(store, rows=MAX_CANDIDATES + 1)
    found = searches(world, Filter(task_state="done"))
    assert found == [(0, world.rows[-2]), (0, world.rows[-1])]
