import { useT } from "../../i18n/use-lang";
import { Attachments } from "./attachments";
import { Comments } from "./comments";
import styles from "./record.module.css";

// Talk is, beside a list, what is said of a project and what is attached to it, in short.
export function Talk({ project, readOnly }: { project: string; readOnly: boolean }) {
	const t = useT();
	return (
		<div className={styles.talk}>
			<section className={styles.section} aria-labelledby="peek-comments">
				<h3 id="peek-comments" className={styles.heading}>
					{t("project.comments.title")}
				</h3>
				<Comments key={project} project={project} readOnly={readOnly} short />
			</section>
			<section className={styles.section} aria-labelledby="peek-files">
				<h3 id="peek-files" className={styles.heading}>
					{t("project.files.title")}
				</h3>
				<Attachments key={project} project={project} readOnly={readOnly} short />
			</section>
		</div>
	);
}
