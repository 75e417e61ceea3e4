import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { findMove, type Impact, type LifeDraft, withMove } from "./life";
import { useLifeWords } from "./life-object";
import styles from "./types.module.css";

type Props = {
	draft: LifeDraft;
	nameOf: (stage: string) => string;
	impact: Impact | undefined;
	chosen: [string, string] | null;
	onChange: (draft: LifeDraft) => void;
	onChoose: (from: string, to: string) => void;
};

// LifeMatrix is the table of the ways: from the stages down the side to those across.
// A press opens a way, or makes one where there is none.
export function LifeMatrix({ draft, nameOf, impact, chosen, onChange, onChoose }: Props) {
	const t = useT();
	const w = useLifeWords();
	return (
		<div className={styles.scroll}>
			<table className={styles.matrix}>
				<thead>
					<tr>
						<th scope="col">{t("life.fromTo")}</th>
						{draft.stages.map((s) => (
							<th key={s.stage} scope="col">
								{nameOf(s.stage)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{draft.stages.map(({ stage: from }) => (
						<tr key={from}>
							<th scope="row">{nameOf(from)}</th>
							{draft.stages.map(({ stage: to }) => {
								if (from === to) return <td key={to} className={styles.none} />;
								const move = findMove(draft, from, to);
								const count = move && impact?.moves[draft.moves.indexOf(move)];
								const names = { from: nameOf(from), to: nameOf(to) };
								return (
									<td key={to}>
										<button
											type="button"
											className={styles.cell}
											aria-pressed={!!move}
											data-chosen={(chosen?.[0] === from && chosen[1] === to) || undefined}
											aria-label={move ? t("life.openMove", names) : t("life.addMove", names)}
											title={count ? w("moveCount", { here: count.here, open: count.open }) : undefined}
											onClick={() => {
												if (!move) onChange(withMove(draft, from, to, {}));
												onChoose(from, to);
											}}
										>
											{move && (move.gate ? "◆" : "●")}
											{move && (move.roles.length > 0 || move.condition !== "") && <Icon name="lock" size={12} />}
											{count && count.here > 0 && (
												<small>
													{count.open}/{count.here}
												</small>
											)}
										</button>
									</td>
								);
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
