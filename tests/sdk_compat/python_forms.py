"""The Python form of every row in `fixtures/labelbox/*.sdk.ndjson`, for any module of its names.

Run with `labelbox.types` 7.17 itself, `forms` gives every one of those rows; DICOM, which it no longer has,
is the exception.
"""

from typing import Any

import numpy as np

DATA = {"global_key": "gk-1"}
SCHEMA_ID = "ckrazcueb16og0z6609jj7y3y"
DATA_ROW_ID = "ckrazctum0z8a0ybc0b0o0g0v"
URL = "https://example.test"
TOKENS = ["3f984bf3-1d61-44f5-b59a-9658a2e3440f", "3bf00b56-ff12-4e52-8cc1-08dbddb3c3b8"]
GROUP = "2f4336f4-a07e-4e0a-a9e1-5629b03b719b"
METRICS = [{"name": "customMetric1", "value": 0.5}]
ASSETS = [
    "audio", "conversational", "document", "geospatial", "html", "image", "llm_prompt_response", "text",
    "video",
]  # fmt: skip

MASK = np.array([[0] * 6, [0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 1, 0], [0] * 6], np.uint8)


class Maker:
    """Makes annotations with the classes of one module."""

    def __init__(self, module: Any, masks: dict[str, Any]) -> None:
        self.t = module
        self.masks = masks

    def radio(self, name, option, nested=(), **more):
        return self.t.ClassificationAnnotation(name=name, value=self.choice(option, nested), **more)

    def choice(self, option, nested=(), **more) -> Any:
        return self.t.Radio(answer=self.option(option, nested, **more))

    def option(self, name, nested=(), **more):
        more |= {"classifications": list(nested)} if nested else {}
        return self.t.ClassificationAnswer(name=name, **more)

    def checklist(self, name, *options, nested=(), **more):
        value = self.t.Checklist(answer=[self.option(option, nested) for option in options])
        return self.t.ClassificationAnnotation(name=name, value=value, **more)

    def text(self, name, answer="sample text", nested=(), **more):
        value = {"classifications": list(nested)} if nested else {}
        return self.t.ClassificationAnnotation(name=name, value=self.t.Text(answer=answer, **value), **more)

    def deep(self):
        fourth = self.radio("l4_radio", "l4_answer")
        third = self.text("l3_text", "deep", nested=[fourth])
        second = self.checklist("l2_checklist", "l2_answer", nested=[third])
        return self.radio("l1_radio", "l1_answer", nested=[second])

    def object(self, name, value, *nested, **more):
        return self.t.ObjectAnnotation(name=name, value=value, classifications=list(nested), **more)

    def rectangle(self, left=1690, top=977, right=1915, bottom=1307):
        point = self.t.Point
        return self.t.Rectangle(start=point(x=left, y=top), end=point(x=right, y=bottom))

    def points(self, *pairs):
        return [self.t.Point(x=x, y=y) for x, y in pairs]

    def polygon(self):
        pairs = ((1489.581, 183.934), (2278.306, 256.885), (2428.197, 200.437))
        return self.t.Polygon(points=self.points(*pairs))

    def line(self):
        pairs = ((2534.353, 249.471), (2429.492, 182.092), (2294.322, 221.962))
        return self.t.Line(points=self.points(*pairs))

    def page_box(self, unit="POINTS", page=1):
        point = self.t.Point
        return self.t.DocumentRectangle(
            start=point(x=102.771, y=135.3), end=point(x=518.571, y=245.143), page=page,
            unit=self.t.RectangleUnit[unit],
        )  # fmt: skip

    def words(self):
        selection = self.t.DocumentTextSelection(token_ids=TOKENS, group_id=GROUP, page=1)
        return self.t.DocumentEntity(text_selections=[selection])

    def link(self, target, source=None, type_="UNIDIRECTIONAL", **more):
        value = self.t.Relationship(
            source=source, target=target, type=self.t.Relationship.Type[type_], **more
        )
        return self.t.RelationshipAnnotation(name="relationship", value=value)

    def linked(self, source, target, **more):
        return [source, target, self.link(target, source, **more)]

    def frames(self, name, value, *frames, **more):
        return [
            self.t.VideoObjectAnnotation(
                name=name, frame=frame, keyframe=True, segment_index=segment, value=value, **more
            )
            for frame, segment in frames
        ]

    def answers(self, name, *frames, value):
        return [
            self.t.VideoClassificationAnnotation(name=name, frame=frame, segment_index=segment, value=value)
            for frame, segment in frames
        ]

    def timed(self, name, *stretches, nested=()):
        more = {"classifications": list(nested)} if nested else {}
        return self.t.TemporalClassificationText(name=name, value=list(stretches), **more)

    def timed_options(self, name, *options, nested=()):
        more = {"classifications": list(nested)} if nested else {}
        answers = [
            self.t.TemporalClassificationAnswer(name=option, frames=list(stretches), **more)
            for option, *stretches in options
        ]
        return self.t.TemporalClassificationQuestion(name=name, value=answers)

    def ranked(self, kind, **data):
        value = getattr(self.t, f"Message{kind}Task")(parent_message_id="p1", **data)
        names = {"SingleSelection": "Single message selection", "MultiSelection": "Multi message selection"}
        name = names.get(kind, "Message ranking")
        return self.t.MessageEvaluationTaskAnnotation(name=name, value=value)


def everywhere(make: Maker) -> dict[str, list[Any]]:
    """Return the answers about a whole data row, which every asset takes."""
    found = {
        "radio": make.radio("radio_question", "first_radio_answer"),
        "checklist": make.checklist(
            "checklist_question", "first_checklist_answer", "second_checklist_answer"
        ),
        "text": make.text("free_text"),
        "nested_radio": make.radio(
            "nested_radio_question", "first_radio_answer",
            nested=[make.radio("sub_radio_question", "first_sub_radio_answer")]),
        "nested_checklist": make.checklist(
            "nested_checklist_question", "first_checklist_answer",
            nested=[make.checklist("sub_checklist_question", "first_sub_checklist_answer")]),
        "nested_4_levels": make.deep(),
    }  # fmt: skip
    return {f"{asset}__{cell}": [form] for asset in ASSETS for cell, form in found.items()}


def images(make: Maker) -> dict[str, list[Any]]:
    t, box = make.t, make.rectangle()
    mask_data = t.MaskData.from_2D_arr(MASK)
    target = make.object("bounding_box", make.rectangle(2272, 1346, 2416, 1704))
    found = {
        "bbox": [make.object("bounding_box", box)],
        "bbox_swapped_corners": [make.object("bounding_box", make.rectangle(1915, 1307, 1690, 977))],
        "bbox_by_schema_id": [t.ObjectAnnotation(feature_schema_id=SCHEMA_ID, value=box)],
        "bbox_name_and_schema_id": [make.object("bounding_box", box, feature_schema_id=SCHEMA_ID)],
        "bbox_fixed_uuid": [
            make.object("bounding_box", box, extra={"uuid": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"})
        ],
        "bbox_nested_radio": [
            make.object(
                "bbox_with_radio_subclass", box, make.radio("sub_radio_question", "first_sub_radio_answer")
            )
        ],
        "bbox_nested_checklist": [
            make.object("bbox_with_checklist", box, make.checklist(
                "sub_checklist", "first_checklist_answer", "second_checklist_answer"))
        ],
        "bbox_nested_text": [make.object("bbox_with_text", box, make.text("sub_free_text"))],
        "bbox_nested_4_levels": [make.object("bbox_deep", box, make.deep())],
        "polygon": [make.object("polygon", make.polygon())],
        "polyline": [make.object("polyline", make.line())],
        "point": [make.object("point", t.Point(x=1166.606, y=1441.768))],
        "mask_2d_array": [make.object("mask", t.Mask(mask=mask_data, color=1))],
        "mask_composite_rgb_array": [
            make.object("mask", t.Mask(mask=make.masks["colors"], color=(255, 0, 0))),
            make.object(
                "mask_with_text_subclass", t.Mask(mask=make.masks["colors"], color=(0, 255, 0)),
                make.text("sub_free_text")),
        ],
        "mask_im_bytes": [make.object("mask", t.Mask(mask=make.masks["bytes"], color=(255, 0, 0)))],
        "mask_url": [make.object("mask", t.Mask(
            mask=t.MaskData(url=f"{URL}/composite.png"), color=(255, 255, 255)))],
        "relationship_unidirectional": make.linked(make.object("bounding_box", box), target),
        "relationship_bidirectional": make.linked(
            make.object("bounding_box", box), target, type_="BIDIRECTIONAL"
        ),
        "prediction_confidence": predictions(make),
        "prediction_confidence_zero": [make.object("bounding_box", box, confidence=0.0)],
        "prediction_annotation_level_confidence": [
            make.radio("radio_question", "first_radio_answer", confidence=0.7),
            make.text("free_text", "x", confidence=0.7),
        ],
        "unicode_and_extra": [
            make.object('Ünïcode "name" 日本', box, extra={"note": "stays with the program"})
        ],
    }  # fmt: skip
    return {f"image__{cell}": form for cell, form in found.items()}


def predictions(make: Maker) -> list[Any]:
    t = make.t
    checked = t.Checklist(answer=[
        make.option("first_checklist_answer", confidence=0.5, custom_metrics=METRICS),
        make.option("second_checklist_answer", confidence=0.25),
    ])  # fmt: skip
    chosen = make.choice("first_radio_answer", confidence=0.5, custom_metrics=METRICS)
    said = t.Text(answer="sample text", confidence=0.5, custom_metrics=METRICS)
    nested = t.ClassificationAnnotation(
        name="sub_radio_question", value=make.choice("first_sub_radio_answer", confidence=0.4)
    )
    mask = t.Mask(mask=t.MaskData.from_2D_arr(MASK), color=1)
    return [
        make.object("bounding_box", make.rectangle(), confidence=0.5, custom_metrics=METRICS),
        make.object("polygon", make.polygon(), confidence=0.5),
        make.object("polyline", make.line(), confidence=0.5),
        make.object("point", t.Point(x=1, y=2), confidence=0.5),
        make.object("mask", mask, confidence=0.5),
        t.ClassificationAnnotation(name="radio_question", value=chosen),
        t.ClassificationAnnotation(name="checklist_question", value=checked),
        t.ClassificationAnnotation(name="free_text", value=said),
        make.object("bbox_with_radio_subclass", make.rectangle(), nested, confidence=0.9),
    ]


def videos(make: Maker) -> dict[str, list[Any]]:
    t, box = make.t, make.rectangle()
    line = t.Line(points=make.points((680, 100), (100, 190)))
    first, second = (make.checklist("checklist_class", f"{n}_checklist_answer") for n in ("first", "second"))
    uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
    both = t.Checklist(answer=[make.option("first_checklist_answer"), make.option("second_checklist_answer")])
    found = {
        "bbox": make.frames("bbox_video", box, (13, 0), (19, 0)),
        "bbox_no_segment_index": make.frames("bbox_video", box, (13, None), (14, None), (19, None)),
        "bbox_non_keyframes_dropped": [
            t.VideoObjectAnnotation(name="bbox_video", frame=frame, keyframe=frame in (13, 19), value=box)
            for frame in range(13, 20)
        ],
        "bbox_two_segments": make.frames("bbox_video", box, (22, 0), (27, 0), (30, 1), (31, 1)),
        "bbox_two_instances_same_name": [
            *make.frames("bbox_video", box, (22, 0), (27, 0)),
            *make.frames("bbox_video", make.rectangle(1, 1, 5, 5), (22, 0), (27, 0)),
        ],
        "bbox_nested_checklist": [
            *make.frames("bbox_class", box, (10, 0)),
            *make.frames("bbox_class", box, (11, 0), classifications=[first]),
            *make.frames("bbox_class", box, (13, 0), classifications=[second]),
        ],
        "bbox_fixed_uuid": make.frames("bbox_video", box, (1, 0), extra={"uuid": uuid}),
        "point": make.frames("point_video", t.Point(x=660.134, y=407.926), (17, 0)),
        "polyline": make.frames("line_video_frame", line, (5, 0), (20, 0), (24, 1)),
        "frame_radio": make.answers(
            "radio_class", (9, 0), (15, 0), value=make.choice("first_radio_answer")
        ),
        "frame_radio_value_change": [
            *make.answers("radio_class", (9, 0), (15, 0), value=make.choice("a1")),
            *make.answers("radio_class", (20, 1), value=make.choice("a2")),
        ],
        "frame_checklist": make.answers("checklist_class", (29, 0), (35, 0), value=both),
        "frame_text": [
            *make.answers("frame_text", (1, 0), (5, 0), value=t.Text(answer="hello")),
            *make.answers("frame_text", (8, 1), value=t.Text(answer="bye")),
        ],
        "mask_uri": [t.VideoMaskAnnotation(
            frames=[t.MaskFrame(index=index, instance_uri=f"{URL}/{index}.png") for index in (1, 5)],
            instances=[
                t.MaskInstance(color_rgb=(0, 0, 255), name="mask1"),
                t.MaskInstance(color_rgb=(0, 255, 0), name="mask2"),
            ])],
        "mask_im_bytes": [t.VideoMaskAnnotation(
            frames=[t.MaskFrame(index=20, im_bytes=make.masks["video"])],
            instances=[t.MaskInstance(color_rgb=(255, 0, 0), name="video_mask")])],
        "temporal_text": [make.timed("transcript", (0, 30, "hello"))],
    }  # fmt: skip
    return {f"video__{cell}": form for cell, form in found.items()}


def texts(make: Maker) -> dict[str, list[Any]]:
    t = make.t

    def entity(start, end, *nested, **more):
        return make.object("named_entity", t.TextEntity(start=start, end=end), *nested, **more)

    def said(start, end, message, *nested, **more):
        value = t.ConversationEntity(start=start, end=end, message_id=message)
        return make.object("ner", value, *nested, **more)

    both = make.checklist("sub_checklist", "first_checklist_answer", "second_checklist_answer")
    second = make.radio("second_sub_radio_question", "second_sub_radio_answer")
    first = make.radio("sub_radio_question", "first_sub_radio_answer", nested=[second])
    page_box = make.object("bounding_box", make.page_box())
    words = make.object("named_entity", make.words())
    return {
        "text__entity": [entity(10, 20)],
        "text__entity_nested": [entity(67, 128, both)],
        "text__relationship": make.linked(entity(0, 4), entity(10, 14)),
        "text__entity_prediction": [entity(1, 2, confidence=0.53, custom_metrics=METRICS)],
        "document__bbox_points": [page_box],
        **{
            f"document__bbox_{unit}": [make.object("bounding_box", make.page_box(unit.upper()))]
            for unit in ("percent", "pixels", "inches")
        },
        "document__bbox_page0": [make.object("bounding_box", make.page_box(page=0))],
        "document__bbox_nested": [make.object("bbox_with_radio_subclass", make.page_box(), first)],
        "document__entity": [words],
        "document__entity_nested": [make.object("ner_with_checklist_subclass", make.words(), make.checklist(
            "sub_checklist_question", "first_sub_checklist_answer"))],
        "document__relationship_bbox": make.linked(page_box, make.object("bounding_box", make.page_box())),
        "document__relationship_entity": make.linked(words, make.object("named_entity", make.words())),
        "document__relationship_classification_source": make.linked(
            make.radio("radio_question", "first_radio_answer"), page_box),
        "document__relationship_source_ontology_name": [
            page_box, make.link(page_box, source_ontology_name="radio_question")
        ],
        "document__relationship_readonly": make.linked(
            page_box, make.object("bounding_box", make.page_box()), readonly=True),
        "conversational__entity": [said(0, 8, "4")],
        "conversational__entity_nested": [
            said(0, 8, "4", make.radio("sub_radio_question", "first_radio_answer"))
        ],
        "conversational__message_radio": [make.radio("radio_convo", "first_radio_answer", message_id="0")],
        "conversational__message_checklist": [make.checklist(
            "checklist_convo", "first_checklist_answer", "second_checklist_answer", message_id="2")],
        "conversational__message_text": [make.text("text_convo", message_id="0")],
        "conversational__message_nested_checklist": [make.checklist(
            "nested_checklist_question", "first_checklist_answer", message_id="10",
            nested=[make.checklist("sub_checklist_question", "first_sub_checklist_answer")])],
        "conversational__relationship": make.linked(said(0, 8, "4"), said(0, 3, "5")),
        "conversational__entity_prediction": [said(67, 128, "m", confidence=0.53, custom_metrics=METRICS)],
        "mmc__message_radio": [make.radio("radio_question", "first_radio_answer", message_id="p1")],
    }  # fmt: skip


def sounds(make: Maker) -> dict[str, list[Any]]:
    third = make.timed("context", (1800, 2000, "deep"))
    notes = make.timed("speaker_notes", (1600, 2000, "Polite"), nested=[third])
    clarity = make.timed_options("clarity", ("clear", (1300, 1600)))
    tone = make.timed_options("tone", ("professional", (1000, 1600)), nested=[clarity])
    outside = make.timed_options("tone", ("ok", (1000, 1600)), ("bad", (5000, 6000)))
    found = {
        "text": make.timed(
            "transcription", (1600, 2000, "Hello, how can I help you?"),
            (2500, 3000, "Thank you for calling!"),
        ),
        "text_same_value_merged": make.timed(
            "transcription", (0, 10, "um"), (20, 30, "ok"), (50, 60, "um")
        ),
        "radio": make.timed_options("speaker", ("user", (200, 1600))),
        "checklist": make.timed_options(
            "audio_quality", ("background_noise", (0, 1500), (2000, 3000)), ("echo", (2200, 2900))
        ),
        "text_nested_3": make.timed("transcription", (1600, 2000, "Hello"), nested=[notes]),
        "radio_nested_3": make.timed_options("speaker", ("user", (200, 1600)), nested=[tone]),
        "nested_out_of_parent_dropped": make.timed_options(
            "speaker", ("user", (200, 1600)), nested=[outside]
        ),
        "empty": make.timed("transcription"),
    }  # fmt: skip
    return {f"audio__temporal_{cell}": [form] for cell, form in found.items()}


def maps(make: Maker) -> dict[str, list[Any]]:
    west, east = -99.20746564865112, -99.20568466186523
    box = make.rectangle(west, 19.39799442829336, east, 19.39925939999194)
    nested = make.rectangle(-99.210266, 19.39540372195134, -99.20621067903966, 19.396901)
    ring = (
        (-99.21042680740356, 19.40036244486966), (-99.2104160785675, 19.40017017124035),
        (-99.2103409767151, 19.400008256428897),
    )  # fmt: skip
    way = ((-99.20842051506044, 19.40032196622975), (-99.20809864997865, 19.39758963475322))
    checked = make.checklist("checklist_class_name", "first_checklist_answer")
    return {
        "geospatial__bbox": [make.object("bbox_geo", box)],
        "geospatial__polygon": [make.object("polygon_geo", make.t.Polygon(points=make.points(*ring)))],
        "geospatial__polyline": [make.object("polyline_geo", make.t.Line(points=make.points(*way)))],
        "geospatial__point": [
            make.object("point_geo", make.t.Point(x=-99.20647859573366, y=19.40018029091072))
        ],
        "geospatial__bbox_nested": [make.object("bbox_checklist_geo", nested, checked)],
    }


def judgements(make: Maker) -> dict[str, list[Any]]:
    t = make.t
    one = {"message_id": "m1", "model_config_name": "A"}
    two = {"message_id": "m2", "model_config_name": "B"}
    prompt, scalar, counts = t.PromptClassificationAnnotation, t.ScalarMetric, t.ConfusionMatrixMetric
    sums = t.ScalarMetricAggregation.SUM
    names = {"feature_name": "sample_class", "subclass_name": "sample_subclass"}
    said = t.PromptText(answer="p", confidence=0.5, custom_metrics=METRICS)
    return {
        "mmc__message_single_selection": [
            make.ranked("SingleSelection", message_id="m1", model_config_name="GPT 5")
        ],
        "mmc__message_multi_selection": [make.ranked(
            "MultiSelection", selected_messages=[t.MessageInfo(**one), t.MessageInfo(**two)])],
        "mmc__message_ranking": [make.ranked("Ranking", ranked_messages=[
            t.OrderedMessageInfo(order=1, **one), t.OrderedMessageInfo(order=2, **two)])],
        "llm_prompt_response__prompt_text": [
            prompt(name="prompt text", value=t.PromptText(answer="This is an example of a prompt"))
        ],
        "llm_prompt_response__prompt_text_confidence": [prompt(name="prompt text", value=said)],
        "metrics__scalar": [scalar(metric_name="custom_iou", value=0.1)],
        "metrics__scalar_feature_subclass": [
            scalar(metric_name="custom_iou", value=0.1, aggregation=sums, **names)
        ],
        "metrics__scalar_by_confidence": [scalar(metric_name="custom_iou", value={0.1: 0.1, 0.2: 0.5})],
        "metrics__scalar_unnamed_legacy": [scalar(value=0.1)],
        "metrics__confusion_matrix": [
            counts(metric_name="50%_iou", value=(1, 1, 2, 3), feature_name="sample_class")
        ],
        "metrics__confusion_matrix_by_confidence": [
            counts(metric_name="50%_iou", value={0.1: (0, 1, 2, 3), 0.2: (5, 3, 4, 3)})
        ],
    }  # fmt: skip


def planes(make: Maker) -> dict[str, list[Any]]:
    """Return the forms of DICOM series, which the incumbent had up to 6.x."""
    t = make.t
    line = t.Line(points=make.points((10, 10), (200, 20), (250, 250)))

    def lines(*frames, plane="AXIAL"):
        return [
            t.DICOMObjectAnnotation(
                name="line_dicom", group_key=t.GroupKey[plane], frame=frame, segment_index=segment,
                keyframe=True, value=line,
            )
            for frame, segment in frames
        ]  # fmt: skip

    mask = t.DICOMMaskAnnotation(
        group_key=t.GroupKey.AXIAL,
        frames=[t.MaskFrame(index=index, instance_uri=f"https://e.test/{index}.png") for index in (1, 5)],
        instances=[t.MaskInstance(color_rgb=(255, 255, 255), name="segmentation_mask_dicom")],
    )
    return {
        "dicom__mask": [mask],
        "dicom__polyline": lines((1, 0), (20, 1)),
        **{
            f"dicom__polyline_{plane}": lines((1, 0), plane=plane.upper())
            for plane in ("axial", "coronal", "sagittal")
        },
        "dicom__polyline_two_groups": [*lines((1, 0)), *lines((2, 0), plane="CORONAL")],
    }


def forms(module: Any, masks: dict[str, Any], *, dicom: bool = True) -> dict[str, list[Any]]:
    """Return the labels of every fixture, made with the classes of a module.

    `masks` holds what only the module can make: `colors`, `bytes` and the bytes of `video`.
    """
    make = Maker(module, masks)
    found = {
        **everywhere(make), **images(make), **videos(make), **texts(make), **sounds(make), **maps(make),
        **judgements(make), **(planes(make) if dicom else {}),
    }  # fmt: skip
    labels = {name: [module.Label(data=DATA, annotations=form)] for name, form in found.items()}
    box = [make.object("bounding_box", make.rectangle())]
    labels["image__bbox_by_data_row_id"] = [
        module.Label(data={"uid": DATA_ROW_ID}, annotations=box)
    ]  # fmt: skip
    radio = make.radio("radio_question", "first_radio_answer")
    labels["image__benchmark"] = [
        module.Label(data=DATA, annotations=[*box, radio], is_benchmark_reference=True)
    ]
    return labels
