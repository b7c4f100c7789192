CREATE TABLE upload (
    id BIGSERIAL NOT NULL,
    uid TEXT NOT NULL,
    project_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    options TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    part_size BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    CONSTRAINT pk_upload PRIMARY KEY (id),
    CONSTRAINT uq_upload_uid UNIQUE (uid),
    CONSTRAINT uq_upload_project_id_name_created_by UNIQUE (project_id, name, created_by),
    CONSTRAINT fk_upload_project_id FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT fk_upload_created_by FOREIGN KEY(created_by) REFERENCES "user" (id)
);
CREATE INDEX ix_upload_created_by_id ON upload (created_by, id);
CREATE TABLE upload_part (
    upload_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    CONSTRAINT pk_upload_part PRIMARY KEY (upload_id, no),
    CONSTRAINT fk_upload_part_upload_id FOREIGN KEY(upload_id) REFERENCES upload (id) ON DELETE CASCADE
);
