import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Attribute } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { FieldContext } from "../../fields/kind";
import { formatCount } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import { Loaded } from "../../ui/states";
import type { View } from "../use-view";
import styles from "./view-bar.module.css";

const Sentence = later(() => import("../filter/sentence").then((m) => m.Sentence));

type Hiding = { filter: string; q?: string; hides: number; alone: number };
type Why = { hidden: number; conditions: Hiding[] };

type Props = { view: View; hidden: number; attributes: readonly Attribute[]; context: FieldContext };

// Hidden says how many rows the view leaves out, and which condition does.
export function Hidden({ view, hidden, attributes, context }: Props) {
	const { t } = useLang();
	if (!hidden || (!view.query.filter && !view.query.q)) return null;
	return (
		<span className={styles.hidden}>
			{t("views.hidden", { count: hidden })}
			<Popover
				label={t("views.whyTitle", { count: hidden })}
				end
				trigger={
					<Button small kind="quiet">
						{t("views.why")}
					</Button>
				}
			>
				{(close) => <Conditions view={view} attributes={attributes} context={context} onClose={close} />}
			</Popover>
		</span>
	);
}

function Conditions({ view, attributes, context, onClose }: Omit<Props, "hidden"> & { onClose: () => void }) {
	const { t } = useLang();
	const { filter, q, portfolio, state, asOf } = view.query;
	const asked = { filter, q, portfolio, state, as_of: asOf };
	const why = useQuery({
		queryKey: [...keys.projects, "hidden", asked],
		queryFn: ({ signal }) => api.get<Why>("/projects/hidden", asked, signal),
	});
	const lift = (at: number, conditions: readonly Hiding[]) => {
		const one = conditions[at];
		onClose();
		if (one?.q) return view.change({ find: "" });
		const rest = conditions.filter((c, i) => i !== at && c.filter).map((c) => c.filter);
		view.change({ filter: rest.join(" and ") });
	};
	return (
		<Loaded query={why} lines={3}>
			{({ hidden, conditions }) => (
				<div className={styles.why}>
					<h3 className={styles.title}>{t("views.whyTitle", { count: hidden })}</h3>
					{conditions.map((c, i) => (
						<div key={c.filter || "words"} className={styles.condition}>
							<span>
								{c.q ? (
									t("views.whyFind", { words: c.q })
								) : (
									<strong>
										<Sentence filter={c.filter} {...{ attributes, context }} />
									</strong>
								)}
							</span>
							<Button small onPress={() => lift(i, conditions)}>
								{t("views.lift")}
							</Button>
							<span className={styles.note}>
								{t("views.whyHides", { count: formatCount(c.hides) })} · {t("views.whyAlone", { count: c.alone })}
							</span>
						</div>
					))}
					{conditions.length > 1 && (
						<Button
							wide
							onPress={() => {
								onClose();
								view.change({ filter: "", find: "" });
							}}
						>
							{t("views.liftAll")}
						</Button>
					)}
				</div>
			)}
		</Loaded>
	);
}
