CREATE TABLE job_partition (
    job_id BIGINT NOT NULL,
    path TEXT NOT NULL,
    CONSTRAINT pk_job_partition PRIMARY KEY (job_id),
    CONSTRAINT fk_job_partition_job_id FOREIGN KEY(job_id) REFERENCES job (id) ON DELETE CASCADE
);
