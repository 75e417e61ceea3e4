import { Component, type ReactNode, useId } from "react";
import { useCan } from "../../data/me";
import { useLang, useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { Content } from "./kinds";
import { reportHref } from "./links";
import type { Block } from "./model";
import { usePage } from "./reading";
import styles from "./summary.module.css";

type Props = {
	block: Block;
	// tools: what arranges it, beside its title
	tools?: ReactNode;
	quiet?: boolean;
};

// BlockFrame is a block under its title. Figures need none that is seen.
export function BlockFrame({ block, tools, quiet }: Props) {
	const t = useT();
	const id = useId();
	const untitled = (block.kind === "figures" || block.kind === "values") && !tools;
	return (
		<section className={styles.block} aria-labelledby={id} data-kind={block.kind} data-quiet={quiet || undefined}>
			<header className={untitled ? "visually-hidden" : styles.top}>
				<div className={styles.named}>
					<h2 id={id} className={styles.title}>
						{block.title}
					</h2>
					{!tools && block.kind !== "text" && <Take block={block} />}
				</div>
				{tools}
			</header>
			<div className={styles.body}>
				{block.error ? (
					<p className={styles.wrong}>{block.error}</p>
				) : (
					<Kept key={JSON.stringify(block.settings)} says={t("summary.unknown")}>
						<Content block={block} unknown={t("summary.unknown")} />
					</Kept>
				)}
			</div>
		</section>
	);
}

// Take fetches the figures of one block as a workbook.
function Take({ block }: { block: Block }) {
	const { t, lang } = useLang();
	const { reading, arranging } = usePage();
	const may = useCan("export.run");
	if (!may || arranging || reading.project) return null;
	return (
		<a
			className={styles.take}
			href={reportHref(reading, "xlsx", lang, block.id)}
			download
			aria-label={t("summary.export.block", { name: block.title })}
			title={t("summary.export.block", { name: block.title })}
			data-no-print
		>
			<Icon name="export" size={13} />
		</a>
	);
}

// Kept keeps the page when one block cannot be shown.
class Kept extends Component<{ says: string; children: ReactNode }, { broken: boolean }> {
	override state = { broken: false };

	static getDerivedStateFromError() {
		return { broken: true };
	}

	override render() {
		return this.state.broken ? <p className={styles.wrong}>{this.props.says}</p> : this.props.children;
	}
}
