import { useId } from "react";
import { useT } from "../i18n/use-lang";
import styles from "./life-diagram.module.css";
import { box, type Drawn, drawing } from "./life-drawing";

type Props = {
	draft: Drawn;
	nameOf: (stage: string) => string;
	chosen?: [string, string] | null;
	// label: what the picture is of, where it is not being drawn
	label?: string;
};

// LifeDiagram draws the stages of a lifecycle in a row and the ways between them. It is
// a picture of what stands beside it in words.
export function LifeDiagram({ draft, nameOf, chosen, label }: Props) {
	const t = useT();
	const arrow = useId();
	const { boxes, arcs, width, height } = drawing(draft);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
		<div className={styles.diagram} tabIndex={0} role="group" aria-label={label ?? t("life.diagram")}>
			<svg
				width={width}
				height={height}
				viewBox={`0 0 ${width} ${height}`}
				role="img"
				aria-label={t("life.diagramLabel", { stages: draft.stages.length, moves: draft.moves.length })}
			>
				<defs>
					<marker id={arrow} viewBox="0 0 6 6" refX="1" refY="3" markerWidth="6" markerHeight="6" orient="auto">
						<path d="M0 0L6 3L0 6Z" className={styles.head} />
					</marker>
				</defs>
				{arcs.map((a) => (
					<g
						key={`${a.from} ${a.to}`}
						className={styles.arc}
						data-chosen={(chosen?.[0] === a.from && chosen[1] === a.to) || undefined}
					>
						<path d={a.path} className={styles.line} markerEnd={`url(#${arrow})`} />
						{a.gate && <path d={`M${a.middle.x} ${a.middle.y - 7}l7 7l-7 7l-7 -7Z`} className={styles.gate} />}
					</g>
				))}
				{boxes.map((b) => {
					const step = draft.stages.find((s) => s.stage === b.stage);
					return (
						<g key={b.stage}>
							<rect
								x={b.x}
								y={b.y}
								width={box.width}
								height={box.height}
								rx="5"
								className={styles.box}
								data-start={step?.start || undefined}
							/>
							<text x={b.x + box.width / 2} y={b.y + box.height / 2} className={styles.name}>
								{short(nameOf(b.stage))}
							</text>
							<title>{nameOf(b.stage)}</title>
						</g>
					);
				})}
			</svg>
		</div>
	);
}

const short = (name: string) => (name.length > 17 ? `${name.slice(0, 16)}…` : name);
