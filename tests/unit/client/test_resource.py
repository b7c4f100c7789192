import postil as lb


def test_the_same_thing_asked_for_twice_is_equal(client: lb.Client, dataset: lb.Dataset):
    assert len({dataset, client.get_dataset(dataset.uid)}) == 1
    assert dataset != client.create_dataset("another")
    assert dataset != dataset.uid


def test_kind_name_and_id_are_shown(dataset: lb.Dataset):
    assert repr(dataset) == f"<Dataset 'a dataset' {dataset.uid}>"
