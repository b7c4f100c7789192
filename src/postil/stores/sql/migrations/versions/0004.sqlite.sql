CREATE TABLE activity (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at BIGINT NOT NULL, 
	user_id BIGINT, 
	action TEXT NOT NULL, 
	object_kind TEXT NOT NULL, 
	object_uid TEXT NOT NULL, 
	project_id BIGINT, 
	detail TEXT NOT NULL
);

CREATE INDEX ix_activity_project_id_id ON activity (project_id, id);

CREATE TABLE alias (
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	object_id BIGINT NOT NULL, 
	CONSTRAINT pk_alias PRIMARY KEY (kind, text)
);

CREATE TABLE blob (
	sha256 TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	mime TEXT, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_blob PRIMARY KEY (sha256)
);

CREATE TABLE bundle (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	set_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	no BIGINT NOT NULL, 
	CONSTRAINT uq_bundle_data_row_id_set_id_no UNIQUE (data_row_id, set_id, no)
);

CREATE TABLE counter (
	name TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (name)
);

CREATE TABLE dataset (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	description TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_dataset_uid UNIQUE (uid)
);

CREATE INDEX ix_dataset_name ON dataset (name);

CREATE TABLE dirty_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	data_row_id BIGINT NOT NULL
);

CREATE TABLE metadata_field (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	options TEXT NOT NULL, 
	CONSTRAINT uq_metadata_field_uid UNIQUE (uid), 
	CONSTRAINT uq_metadata_field_name UNIQUE (name)
);

CREATE TABLE occurrence (
	set_id BIGINT NOT NULL, 
	feature_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	mask BIGINT NOT NULL, 
	bins BLOB, 
	CONSTRAINT pk_occurrence PRIMARY KEY (set_id, feature_id, data_row_id)
)
 WITHOUT ROWID;

CREATE INDEX ix_occurrence_row ON occurrence (data_row_id, set_id);

CREATE TABLE occurrence_total (
	set_id BIGINT NOT NULL, 
	feature_id BIGINT NOT NULL, 
	row_count BIGINT NOT NULL, 
	b0 BIGINT NOT NULL, 
	b1 BIGINT NOT NULL, 
	b2 BIGINT NOT NULL, 
	b3 BIGINT NOT NULL, 
	b4 BIGINT NOT NULL, 
	b5 BIGINT NOT NULL, 
	b6 BIGINT NOT NULL, 
	b7 BIGINT NOT NULL, 
	b8 BIGINT NOT NULL, 
	b9 BIGINT NOT NULL, 
	b10 BIGINT NOT NULL, 
	b11 BIGINT NOT NULL, 
	b12 BIGINT NOT NULL, 
	b13 BIGINT NOT NULL, 
	b14 BIGINT NOT NULL, 
	b15 BIGINT NOT NULL, 
	CONSTRAINT pk_occurrence_total PRIMARY KEY (set_id, feature_id)
);

CREATE INDEX ix_occurrence_total_feature_id ON occurrence_total (feature_id);

CREATE TABLE ontology (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_ontology_uid UNIQUE (uid)
);

CREATE INDEX ix_ontology_name ON ontology (name);

CREATE TABLE projection (
	name TEXT NOT NULL, 
	cursor BIGINT NOT NULL, 
	row_after BIGINT NOT NULL, 
	steps BIGINT NOT NULL, 
	CONSTRAINT pk_projection PRIMARY KEY (name)
);

CREATE TABLE segment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	bundle_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	job_id BIGINT NOT NULL, 
	chunk BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	needs_settle BOOLEAN NOT NULL, 
	same_as BIGINT, 
	about TEXT, 
	digest BLOB NOT NULL, 
	lines BLOB NOT NULL, 
	document BLOB, 
	CONSTRAINT uq_segment_bundle_id_job_id_chunk UNIQUE (bundle_id, job_id, chunk)
);

CREATE INDEX ix_segment_job_id ON segment (job_id);

CREATE INDEX ix_segment_same_as ON segment (same_as) WHERE same_as IS NOT NULL;

CREATE INDEX ix_segment_settle ON segment (job_id, data_row_id, bundle_id, needs_settle, n);

CREATE TABLE shelved_feature (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	spelling TEXT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	document TEXT NOT NULL, 
	CONSTRAINT uq_shelved_feature_uid UNIQUE (uid), 
	CONSTRAINT uq_shelved_feature_spelling UNIQUE (spelling)
);

CREATE INDEX ix_shelved_feature_created_by_id ON shelved_feature (created_by, id);

CREATE TABLE user (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	email TEXT NOT NULL, 
	name TEXT NOT NULL, 
	is_admin BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	disabled_at BIGINT, 
	CONSTRAINT uq_user_uid UNIQUE (uid), 
	CONSTRAINT uq_user_email UNIQUE (email)
);

CREATE TABLE api_key (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	secret_hash TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	revoked_at BIGINT, 
	last_used_at BIGINT, 
	CONSTRAINT uq_api_key_uid UNIQUE (uid), 
	CONSTRAINT uq_api_key_secret_hash UNIQUE (secret_hash), 
	CONSTRAINT fk_api_key_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);

CREATE INDEX ix_api_key_user_id ON api_key (user_id);

CREATE TABLE data_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	dataset_id BIGINT NOT NULL, 
	media_type TEXT NOT NULL, 
	global_key TEXT, 
	freed_key TEXT, 
	external_id TEXT, 
	media_state TEXT NOT NULL, 
	media_error TEXT, 
	brought_by BIGINT, 
	hidden_by BIGINT, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	edited_at BIGINT, 
	deleted_at BIGINT, 
	data TEXT, 
	ext TEXT, 
	CONSTRAINT uq_data_row_uid UNIQUE (uid), 
	CONSTRAINT uq_data_row_global_key UNIQUE (global_key), 
	CONSTRAINT fk_data_row_dataset_id FOREIGN KEY(dataset_id) REFERENCES dataset (id)
);

CREATE INDEX ix_data_row_brought ON data_row (brought_by, id) WHERE brought_by IS NOT NULL;

CREATE INDEX ix_data_row_external ON data_row (external_id, id) WHERE external_id IS NOT NULL;

CREATE INDEX ix_data_row_freed ON data_row (freed_key) WHERE freed_key IS NOT NULL;

CREATE INDEX ix_data_row_hidden ON data_row (hidden_by) WHERE hidden_by IS NOT NULL;

CREATE INDEX ix_data_row_pending ON data_row (id) WHERE media_state = 'pending';

CREATE INDEX ix_data_row_visible ON data_row (dataset_id, deleted_at, hidden_by, id);

CREATE TABLE feature (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	ontology_id BIGINT NOT NULL, 
	parent_id BIGINT, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	alias TEXT, 
	removed_version BIGINT, 
	CONSTRAINT uq_feature_uid UNIQUE (uid), 
	CONSTRAINT fk_feature_ontology_id FOREIGN KEY(ontology_id) REFERENCES ontology (id), 
	CONSTRAINT fk_feature_parent_id FOREIGN KEY(parent_id) REFERENCES feature (id)
);

CREATE INDEX ix_feature_alias ON feature (alias) WHERE alias IS NOT NULL;

CREATE INDEX ix_feature_ontology_id ON feature (ontology_id);

CREATE TABLE idempotency_key (
	user_id BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	begun_at BIGINT NOT NULL, 
	status BIGINT, 
	headers TEXT NOT NULL, 
	content BLOB, 
	is_parting BOOLEAN NOT NULL, 
	CONSTRAINT pk_idempotency_key PRIMARY KEY (user_id, "key"), 
	CONSTRAINT fk_idempotency_key_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);

CREATE INDEX ix_idempotency_key_begun_at ON idempotency_key (begun_at);

CREATE TABLE model (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	ontology_id BIGINT, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_model_uid UNIQUE (uid), 
	CONSTRAINT fk_model_ontology_id FOREIGN KEY(ontology_id) REFERENCES ontology (id)
);

CREATE INDEX ix_model_name ON model (name);

CREATE TABLE ontology_version (
	ontology_id BIGINT NOT NULL, 
	version BIGINT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_ontology_version PRIMARY KEY (ontology_id, version), 
	CONSTRAINT fk_ontology_version_ontology_id FOREIGN KEY(ontology_id) REFERENCES ontology (id)
);

CREATE TABLE operation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	state TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	parameters TEXT NOT NULL, 
	result TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT uq_operation_uid UNIQUE (uid), 
	CONSTRAINT fk_operation_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);

CREATE INDEX ix_operation_running ON operation (state, id) WHERE state = 'running';

CREATE INDEX ix_operation_user_id_id ON operation (user_id, id);

CREATE TABLE project (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	description TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	ontology_id BIGINT, 
	review BOOLEAN NOT NULL, 
	offers TEXT NOT NULL, 
	overlap BIGINT NOT NULL, 
	ext TEXT, 
	version BIGINT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_project_uid UNIQUE (uid), 
	CONSTRAINT fk_project_ontology_id FOREIGN KEY(ontology_id) REFERENCES ontology (id)
);

CREATE INDEX ix_project_name ON project (name);

CREATE TABLE sign_in_link (
	secret_hash TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	spent_at BIGINT, 
	CONSTRAINT pk_sign_in_link PRIMARY KEY (secret_hash), 
	CONSTRAINT fk_sign_in_link_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);

CREATE INDEX ix_sign_in_link_expires_at ON sign_in_link (expires_at);

CREATE INDEX ix_sign_in_link_user_id ON sign_in_link (user_id);

CREATE TABLE web_session (
	secret_hash TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_web_session PRIMARY KEY (secret_hash), 
	CONSTRAINT fk_web_session_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);

CREATE INDEX ix_web_session_expires_at ON web_session (expires_at);

CREATE INDEX ix_web_session_user_id ON web_session (user_id);

CREATE TABLE asset (
	data_row_id BIGINT NOT NULL, 
	no BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	size_source TEXT NOT NULL, 
	width BIGINT, 
	height BIGINT, 
	orientation BIGINT NOT NULL, 
	text_length BIGINT, 
	mime TEXT, 
	sha256 TEXT, 
	url TEXT, 
	facts TEXT NOT NULL, 
	inline TEXT, 
	CONSTRAINT pk_asset PRIMARY KEY (data_row_id, no), 
	CONSTRAINT fk_asset_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE
);

CREATE TABLE attachment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	type TEXT NOT NULL, 
	value TEXT NOT NULL, 
	name TEXT, 
	CONSTRAINT uq_attachment_uid UNIQUE (uid), 
	CONSTRAINT fk_attachment_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE
);

CREATE INDEX ix_attachment_data_row_id ON attachment (data_row_id);

CREATE TABLE batch (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	priority BIGINT NOT NULL, 
	consensus TEXT, 
	brought_by BIGINT, 
	hidden_by BIGINT, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_batch_uid UNIQUE (uid), 
	CONSTRAINT fk_batch_project_id FOREIGN KEY(project_id) REFERENCES project (id)
);

CREATE UNIQUE INDEX uq_batch_name ON batch (project_id, name) WHERE deleted_at IS NULL;

CREATE TABLE membership (
	project_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (project_id, user_id), 
	CONSTRAINT fk_membership_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_membership_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);

CREATE INDEX ix_membership_user_id_project_id ON membership (user_id, project_id);

CREATE TABLE metadata_value (
	data_row_id BIGINT NOT NULL, 
	field_id BIGINT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_metadata_value PRIMARY KEY (data_row_id, field_id), 
	CONSTRAINT fk_metadata_value_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE, 
	CONSTRAINT fk_metadata_value_field_id FOREIGN KEY(field_id) REFERENCES metadata_field (id)
);

CREATE INDEX ix_metadata_value_field_id_data_row_id ON metadata_value (field_id, data_row_id);

CREATE TABLE model_run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	model_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	state TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_model_run_uid UNIQUE (uid), 
	CONSTRAINT uq_model_run_model_id_name UNIQUE (model_id, name), 
	CONSTRAINT fk_model_run_model_id FOREIGN KEY(model_id) REFERENCES model (id)
);

CREATE TABLE project_dataset (
	project_id BIGINT NOT NULL, 
	dataset_id BIGINT NOT NULL, 
	CONSTRAINT pk_project_dataset PRIMARY KEY (project_id, dataset_id), 
	CONSTRAINT fk_project_dataset_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_project_dataset_dataset_id FOREIGN KEY(dataset_id) REFERENCES dataset (id)
);

CREATE INDEX ix_project_dataset_dataset_id_project_id ON project_dataset (dataset_id, project_id);

CREATE TABLE recipe (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	CONSTRAINT uq_recipe_uid UNIQUE (uid), 
	CONSTRAINT uq_recipe_project_id_name UNIQUE (project_id, name), 
	CONSTRAINT fk_recipe_project_id FOREIGN KEY(project_id) REFERENCES project (id)
);

CREATE TABLE webhook (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT, 
	url TEXT NOT NULL, 
	events TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	stopped_reason TEXT, 
	seen_no BIGINT NOT NULL, 
	version BIGINT NOT NULL, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_webhook_uid UNIQUE (uid), 
	CONSTRAINT fk_webhook_project_id FOREIGN KEY(project_id) REFERENCES project (id)
);

CREATE INDEX ix_webhook_project_id_id ON webhook (project_id, id);

CREATE TABLE annotation_set (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	project_id BIGINT, 
	model_run_id BIGINT, 
	author_id BIGINT, 
	name TEXT NOT NULL, 
	CONSTRAINT uq_annotation_set_uid UNIQUE (uid), 
	CONSTRAINT fk_annotation_set_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_annotation_set_model_run_id FOREIGN KEY(model_run_id) REFERENCES model_run (id)
);

CREATE INDEX ix_annotation_set_project_id ON annotation_set (project_id);

CREATE UNIQUE INDEX uq_annotation_set_scope ON annotation_set (kind, coalesce(project_id, 0), coalesce(model_run_id, 0), coalesce(author_id, 0), name);

CREATE TABLE job (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	format TEXT NOT NULL, 
	state TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	project_id BIGINT, 
	model_run_id BIGINT, 
	set_id BIGINT NOT NULL, 
	ontology_id BIGINT, 
	ontology_version BIGINT, 
	source_name TEXT NOT NULL, 
	input_path TEXT NOT NULL, 
	input_sha256 TEXT NOT NULL, 
	input_size BIGINT NOT NULL, 
	stage TEXT NOT NULL, 
	"offset" BIGINT NOT NULL, 
	line BIGINT NOT NULL, 
	chunk BIGINT NOT NULL, 
	settle_after BIGINT NOT NULL, 
	fence BIGINT NOT NULL, 
	lease_owner TEXT, 
	lease_until BIGINT NOT NULL, 
	is_cancelled BOOLEAN NOT NULL, 
	published_no BIGINT, 
	undone_at BIGINT, 
	undo_no BIGINT NOT NULL, 
	count_read BIGINT NOT NULL, 
	count_accepted BIGINT NOT NULL, 
	count_updated BIGINT NOT NULL, 
	count_unchanged BIGINT NOT NULL, 
	count_rejected BIGINT NOT NULL, 
	count_annotations BIGINT NOT NULL, 
	count_warnings BIGINT NOT NULL, 
	count_removed BIGINT NOT NULL, 
	progress TEXT NOT NULL, 
	error TEXT, 
	created_by BIGINT, 
	created_at BIGINT NOT NULL, 
	started_at BIGINT, 
	finished_at BIGINT, 
	seen_no BIGINT NOT NULL, 
	settle_no BIGINT NOT NULL, 
	follow_after BIGINT, 
	sealed_at BIGINT, 
	compact_after BIGINT, 
	is_deletion BOOLEAN NOT NULL, 
	CONSTRAINT uq_job_uid UNIQUE (uid), 
	CONSTRAINT uq_job_project_id_name UNIQUE (project_id, name), 
	CONSTRAINT uq_job_model_run_id_name UNIQUE (model_run_id, name), 
	CONSTRAINT uq_job_published_no UNIQUE (published_no), 
	CONSTRAINT fk_job_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_job_model_run_id FOREIGN KEY(model_run_id) REFERENCES model_run (id), 
	CONSTRAINT fk_job_ontology_id FOREIGN KEY(ontology_id) REFERENCES ontology (id)
);

CREATE INDEX ix_job_compact_after ON job (compact_after) WHERE compact_after IS NOT NULL;

CREATE INDEX ix_job_finished_at ON job (finished_at);

CREATE INDEX ix_job_follow_after ON job (follow_after) WHERE follow_after IS NOT NULL;

CREATE INDEX ix_job_project_id_id ON job (project_id, id);

CREATE INDEX ix_job_set_id_format ON job (set_id, format);

CREATE INDEX ix_job_state ON job (state);

CREATE TABLE metric (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	model_run_id BIGINT NOT NULL, 
	data_row_id BIGINT, 
	feature_id BIGINT, 
	name TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	value DOUBLE, 
	true_positives BIGINT, 
	false_positives BIGINT, 
	false_negatives BIGINT, 
	true_negatives BIGINT, 
	CONSTRAINT fk_metric_model_run_id FOREIGN KEY(model_run_id) REFERENCES model_run (id), 
	CONSTRAINT fk_metric_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE
);

CREATE INDEX ix_metric_data_row_id ON metric (data_row_id);

CREATE INDEX ix_metric_model_run_id_name_feature_id ON metric (model_run_id, name, feature_id);

CREATE TABLE model_run_row (
	model_run_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	split TEXT, 
	label_id BIGINT, 
	label_version BIGINT, 
	label_document BLOB, 
	CONSTRAINT pk_model_run_row PRIMARY KEY (model_run_id, data_row_id), 
	CONSTRAINT fk_model_run_row_model_run_id FOREIGN KEY(model_run_id) REFERENCES model_run (id), 
	CONSTRAINT fk_model_run_row_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE
);

CREATE INDEX ix_model_run_row_data_row_id ON model_run_row (data_row_id);

CREATE TABLE recipe_version (
	recipe_id BIGINT NOT NULL, 
	version BIGINT NOT NULL, 
	author_id BIGINT, 
	created_at BIGINT NOT NULL, 
	recipe TEXT NOT NULL, 
	CONSTRAINT pk_recipe_version PRIMARY KEY (recipe_id, version), 
	CONSTRAINT fk_recipe_version_recipe_id FOREIGN KEY(recipe_id) REFERENCES recipe (id)
);

CREATE TABLE task (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	project_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	batch_id BIGINT, 
	state TEXT NOT NULL, 
	own_state TEXT, 
	priority BIGINT NOT NULL, 
	assignee_id BIGINT, 
	updated_at BIGINT NOT NULL, 
	removed_at BIGINT, 
	brought_by BIGINT, 
	hidden_by BIGINT, 
	CONSTRAINT uq_task_project_id_data_row_id UNIQUE (project_id, data_row_id), 
	CONSTRAINT fk_task_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_task_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE, 
	CONSTRAINT fk_task_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
);

CREATE INDEX ix_task_assigned ON task (project_id, assignee_id, state, priority, id) WHERE removed_at IS NULL AND assignee_id IS NOT NULL;

CREATE INDEX ix_task_batch ON task (batch_id, id) WHERE removed_at IS NULL;

CREATE INDEX ix_task_brought ON task (brought_by, data_row_id) WHERE brought_by IS NOT NULL;

CREATE INDEX ix_task_data_row_id ON task (data_row_id);

CREATE INDEX ix_task_list ON task (project_id, id) WHERE removed_at IS NULL;

CREATE INDEX ix_task_queue ON task (project_id, state, priority, id) WHERE removed_at IS NULL AND assignee_id IS NULL;

CREATE INDEX ix_task_state ON task (project_id, state, id) WHERE removed_at IS NULL;

CREATE TABLE upload (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT, 
	model_run_id BIGINT, 
	name TEXT NOT NULL, 
	options TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	part_size BIGINT NOT NULL, 
	created_by BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	touched_at BIGINT NOT NULL, 
	CONSTRAINT uq_upload_uid UNIQUE (uid), 
	CONSTRAINT uq_upload_project_id_name_created_by UNIQUE (project_id, name, created_by), 
	CONSTRAINT uq_upload_model_run_id_name_created_by UNIQUE (model_run_id, name, created_by), 
	CONSTRAINT fk_upload_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_upload_model_run_id FOREIGN KEY(model_run_id) REFERENCES model_run (id), 
	CONSTRAINT fk_upload_created_by FOREIGN KEY(created_by) REFERENCES user (id)
);

CREATE INDEX ix_upload_created_by_id ON upload (created_by, id);

CREATE TABLE webhook_delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	webhook_id BIGINT NOT NULL, 
	message TEXT NOT NULL, 
	event TEXT NOT NULL, 
	body TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts BIGINT NOT NULL, 
	next_at BIGINT NOT NULL, 
	http_status BIGINT, 
	error TEXT, 
	created_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT uq_webhook_delivery_webhook_id_message UNIQUE (webhook_id, message), 
	CONSTRAINT fk_webhook_delivery_webhook_id FOREIGN KEY(webhook_id) REFERENCES webhook (id)
);

CREATE INDEX ix_webhook_delivery_pending ON webhook_delivery (webhook_id, id) WHERE state = 'pending';

CREATE INDEX ix_webhook_delivery_webhook_id_id ON webhook_delivery (webhook_id, id);

CREATE TABLE comment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	task_id BIGINT NOT NULL, 
	author_id BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	annotation_key TEXT, 
	thread_id BIGINT, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	resolved_at BIGINT, 
	resolved_by BIGINT, 
	CONSTRAINT uq_comment_uid UNIQUE (uid), 
	CONSTRAINT fk_comment_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_comment_task_id FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE CASCADE
);

CREATE INDEX ix_comment_task_id_id ON comment (task_id, id);

CREATE INDEX ix_comment_thread_id ON comment (thread_id);

CREATE TABLE draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	task_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	author_id BIGINT NOT NULL, 
	label_id BIGINT, 
	foundation TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	patch_id TEXT, 
	offered_no BIGINT NOT NULL, 
	opened_at BIGINT, 
	lead_time BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	rejections TEXT NOT NULL, 
	answered TEXT NOT NULL, 
	document BLOB NOT NULL, 
	CONSTRAINT uq_draft_uid UNIQUE (uid), 
	CONSTRAINT uq_draft_task_id_author_id UNIQUE (task_id, author_id), 
	CONSTRAINT fk_draft_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_draft_task_id FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE CASCADE
);

CREATE TABLE job_change (
	no BIGINT NOT NULL, 
	job_id BIGINT NOT NULL, 
	set_id BIGINT NOT NULL, 
	action TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT, 
	CONSTRAINT pk_job_change PRIMARY KEY (no), 
	CONSTRAINT fk_job_change_job_id FOREIGN KEY(job_id) REFERENCES job (id)
);

CREATE INDEX ix_job_change_job_id_no ON job_change (job_id, no);

CREATE INDEX ix_job_change_set_id_no ON job_change (set_id, no);

CREATE TABLE job_diff (
	job_id BIGINT NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_job_diff PRIMARY KEY (job_id), 
	CONSTRAINT fk_job_diff_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);

CREATE TABLE job_failure (
	job_id BIGINT NOT NULL, 
	line BIGINT NOT NULL, 
	"key" TEXT, 
	data_row TEXT, 
	issues TEXT NOT NULL, 
	CONSTRAINT pk_job_failure PRIMARY KEY (job_id, line), 
	CONSTRAINT fk_job_failure_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);

CREATE TABLE job_input (
	job_id BIGINT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_job_input PRIMARY KEY (job_id), 
	CONSTRAINT fk_job_input_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);

CREATE TABLE job_issue (
	job_id BIGINT NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	count BIGINT NOT NULL, 
	example TEXT NOT NULL, 
	CONSTRAINT pk_job_issue PRIMARY KEY (job_id, code, severity), 
	CONSTRAINT fk_job_issue_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);

CREATE TABLE job_partition (
	job_id BIGINT NOT NULL, 
	path TEXT NOT NULL, 
	CONSTRAINT pk_job_partition PRIMARY KEY (job_id), 
	CONSTRAINT fk_job_partition_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);

CREATE TABLE job_usage (
	job_id BIGINT NOT NULL, 
	annotation_type TEXT NOT NULL, 
	n BIGINT NOT NULL, 
	CONSTRAINT pk_job_usage PRIMARY KEY (job_id, annotation_type), 
	CONSTRAINT fk_job_usage_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);

CREATE TABLE label (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	author_id BIGINT, 
	set_id BIGINT, 
	head_version BIGINT NOT NULL, 
	is_benchmark BOOLEAN NOT NULL, 
	marked_by BIGINT, 
	is_skipped BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT uq_label_uid UNIQUE (uid), 
	CONSTRAINT uq_label_data_row_id_project_id_set_id UNIQUE (data_row_id, project_id, set_id), 
	CONSTRAINT fk_label_project_id FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_label_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE, 
	CONSTRAINT fk_label_set_id FOREIGN KEY(set_id) REFERENCES annotation_set (id)
);

CREATE INDEX ix_label_project_id_author_id_id ON label (project_id, author_id, id);

CREATE INDEX ix_label_project_id_id ON label (project_id, id);

CREATE INDEX ix_label_skipped ON label (project_id, id) WHERE is_skipped IS 1;

CREATE INDEX ix_label_versioned ON label (project_id, data_row_id) WHERE head_version > 0;

CREATE UNIQUE INDEX uq_label_benchmark ON label (project_id, data_row_id) WHERE is_benchmark IS 1;

CREATE TABLE shared_row (
	job_id BIGINT NOT NULL, 
	data_row_id BIGINT NOT NULL, 
	CONSTRAINT pk_shared_row PRIMARY KEY (job_id, data_row_id), 
	CONSTRAINT fk_shared_row_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE, 
	CONSTRAINT fk_shared_row_data_row_id FOREIGN KEY(data_row_id) REFERENCES data_row (id) ON DELETE CASCADE
);

CREATE INDEX ix_shared_row_data_row_id ON shared_row (data_row_id);

CREATE TABLE task_hold (
	task_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_task_hold PRIMARY KEY (task_id), 
	CONSTRAINT uq_task_hold_project_id_user_id UNIQUE (project_id, user_id), 
	CONSTRAINT fk_task_hold_task_id FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE CASCADE, 
	CONSTRAINT fk_task_hold_project_id FOREIGN KEY(project_id) REFERENCES project (id)
);

CREATE TABLE task_summary (
	task_id BIGINT NOT NULL, 
	label_count BIGINT NOT NULL, 
	pre_label_count BIGINT NOT NULL, 
	prediction_count BIGINT NOT NULL, 
	CONSTRAINT pk_task_summary PRIMARY KEY (task_id), 
	CONSTRAINT fk_task_summary_task_id FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE CASCADE
);

CREATE TABLE upload_part (
	upload_id BIGINT NOT NULL, 
	no BIGINT NOT NULL, 
	sha256 TEXT NOT NULL, 
	CONSTRAINT pk_upload_part PRIMARY KEY (upload_id, no), 
	CONSTRAINT fk_upload_part_upload_id FOREIGN KEY(upload_id) REFERENCES upload (id) ON DELETE CASCADE
);

CREATE TABLE label_version (
	label_id BIGINT NOT NULL, 
	no BIGINT NOT NULL, 
	author_id BIGINT, 
	job_id BIGINT, 
	ontology_id BIGINT, 
	ontology_version BIGINT, 
	is_skipped BOOLEAN NOT NULL, 
	lead_time BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	reason TEXT NOT NULL, 
	counts TEXT NOT NULL, 
	decisions TEXT NOT NULL, 
	rejections TEXT NOT NULL, 
	document BLOB NOT NULL, 
	CONSTRAINT pk_label_version PRIMARY KEY (label_id, no), 
	CONSTRAINT fk_label_version_label_id FOREIGN KEY(label_id) REFERENCES label (id) ON DELETE CASCADE
);

CREATE INDEX ix_label_version_by_job ON label_version (job_id, label_id) WHERE job_id IS NOT NULL;
