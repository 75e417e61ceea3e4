import { Component, type ReactNode, useId } from "react";
import { useT } from "../../i18n/use-lang";
import { Content } from "./kinds";
import type { Block } from "./model";
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
	const untitled = block.kind === "figures" && !tools;
	return (
		<section className={styles.block} aria-labelledby={id} data-kind={block.kind} data-quiet={quiet || undefined}>
			<header className={untitled ? "visually-hidden" : styles.top}>
				<h2 id={id} className={styles.title}>
					{block.title}
				</h2>
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
