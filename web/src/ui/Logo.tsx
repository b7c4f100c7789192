import styles from "./Logo.module.css";

/** The mark: a page, its margin rule, and the note in the margin. */
export function LogoMark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      className={styles.mark}
    >
      <rect x="2.75" y="1.75" width="18.5" height="20.5" rx="3.25" className={styles.page} />
      <path d="M9 2v20" className={styles.rule} />
      <path d="M12.5 7h5M12.5 11h5M12.5 15h3" className={styles.text} />
      <path d="M5.9 7.4c1.5 1.2 1.5 2 .3 3.6 1.2 1.6 1.2 2.4-.3 3.6" className={styles.note} />
    </svg>
  );
}

/** The mark with the name beside it. */
export function Logo() {
  return (
    <span className={styles.logo}>
      <LogoMark />
      <span className={styles.word}>Postil</span>
    </span>
  );
}
