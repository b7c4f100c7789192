from postil.cli.undo_text import forecast_texts
from postil.sdk.undo import EditedRow, EditedRows, Forecast, Named, Superseding, UndoPreview


def told(preview: UndoPreview, *, through: bool = False, is_done: bool = False) -> str:
    return "\n".join(forecast_texts("boxes", preview, is_done=is_done, through=through))


def test_every_kind_of_change_has_a_line() -> None:
    later = Superseding(id="x", name="later", annotations=2)
    found = Forecast(removed=1, restored=2, data_rows=3, reopened=4, superseded_by=[later])
    lines = told(UndoPreview(forecast=found)).splitlines()
    assert lines == [
        "[bold]boxes[/] would be undone",
        "  1 annotation removed",
        "  2 annotations back at the value of an earlier import",
        "  3 data rows gone from the catalog",
        "  4 data rows to be labelled again",
        "  2 annotations superseded by [bold]later[/], left as they are",
    ]


def test_an_undo_of_nothing_says_that_nobody_sees_a_change() -> None:
    assert "nothing anybody sees changes" in told(UndoPreview(forecast=Forecast()))


def test_what_would_be_undone_first_is_named_and_how_to_ask_for_it() -> None:
    preview = UndoPreview(forecast=Forecast(removed=1), through=[Named(id="x", name="later")])
    assert "--through would first undo [bold]later[/]" in told(preview)
    assert "first: [bold]later[/]" in told(preview, through=True)


def test_of_many_edited_rows_a_few_are_named_and_the_others_counted() -> None:
    rows = EditedRows(items=[EditedRow(id=str(number), global_key=f"{number}.jpg") for number in range(9)])
    text = told(UndoPreview(forecast=Forecast(removed=1, edited=12), edited_rows=rows))
    assert "keep their versions: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg and 7 more" in text


def test_a_forecast_of_a_part_says_so() -> None:
    text = told(UndoPreview(forecast=Forecast(removed=1, is_exact=False, counted_rows=50_000)))
    assert "first 50,000 data rows only" in text


def test_brackets_in_the_name_of_an_import_are_no_markup() -> None:
    name = "[red]"
    preview = UndoPreview(forecast=Forecast(), through=[Named(id="x", name=name)])
    assert r"\[red]" in told(preview)
