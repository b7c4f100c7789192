from postil.client.collection import Collection


def test_one_and_many_are_taken_in_order():
    numbers = Collection(range(5))
    assert numbers.get_one() == 0
    assert numbers.get_many(2) == [1, 2]
    assert list(numbers) == [3, 4]
    assert numbers.get_one() is None


def test_nothing_is_asked_for_before_it_is_wanted():
    asked = []

    def ask():
        asked.append(1)
        yield 1

    numbers = Collection(ask())
    assert asked == []
    assert next(numbers) == 1
