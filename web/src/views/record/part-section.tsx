import { type ReactNode, useState } from "react";
import { Icon } from "../../ui/icon";
import type { Part } from "./parts";
import styles from "./record.module.css";

type SectionProps = { part: Part; level: "h2" | "h3"; children: ReactNode };

// PartSection is one heading with its attributes. Those of a form are opened and closed.
export function PartSection({ part, level: Heading, children }: SectionProps) {
	const [open, setOpen] = useState(!part.collapsed);
	const id = `section-${part.id}`;
	if (part.columns === 0)
		return (
			<section className={styles.section} aria-labelledby={id}>
				<Heading id={id} className={styles.heading}>
					{part.title}
				</Heading>
				{children}
			</section>
		);
	return (
		<section className={styles.section} aria-labelledby={id}>
			<Heading className={styles.heading}>
				<button
					type="button"
					id={id}
					className={styles.fold}
					aria-expanded={open}
					aria-controls={`${id}-lines`}
					onClick={() => setOpen(!open)}
				>
					<Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
					{part.title}
				</button>
			</Heading>
			<div id={`${id}-lines`} className={styles.lines} data-columns={part.columns} hidden={!open}>
				{children}
			</div>
		</section>
	);
}
