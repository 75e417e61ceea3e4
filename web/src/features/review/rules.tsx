import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { api, send } from "../../api/client";
import { useAttributes } from "../../data/catalogue";
import { useFieldContext } from "../../fields/use-context";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Filters } from "../../views/filter/filter-bar";
import styles from "./prepare.module.css";
import { useTurn } from "./queries";
import { type Review, rules } from "./types";

// Rules say which projects go on the agenda by themselves; what was put there by
// hand stays.
export function Rules({ review: r }: { review: Review }) {
	const { t } = useLang();
	const propose = useTurn(r.id, async (body: { rules: string[]; filter?: string } | null, now) => {
		const kept = body ? await api.patch<Review>(`/reviews/${now.id}`, body, now.version) : now;
		return send<Review>("POST", `/reviews/${now.id}/propose`, { version: kept.version });
	});
	const chosen = r.rules;
	const choose = (next: string[]) => {
		if (next.includes("filter") && !r.filter) return propose.mutate({ rules: next, filter: 'stage = "build"' });
		propose.mutate({ rules: next });
	};
	return (
		<div className={styles.rules}>
			<p className={styles.label} id="review-rules">
				{t("review.rules")}
			</p>
			<ToggleButtonGroup
				aria-labelledby="review-rules"
				className={styles.chips ?? ""}
				selectionMode="multiple"
				selectedKeys={chosen}
				onSelectionChange={(keys) => choose(rules.filter((rule) => keys.has(rule)))}
			>
				{rules.map((rule) => (
					<ToggleButton key={rule} id={rule} className={styles.chip ?? ""}>
						{t(`review.rule.${rule}`)}
					</ToggleButton>
				))}
			</ToggleButtonGroup>
			{chosen.includes("filter") && (
				<FilterRule
					review={r}
					onFilter={(filter) =>
						propose.mutate(filter ? { rules: chosen, filter } : { rules: chosen.filter((rule) => rule !== "filter") })
					}
				/>
			)}
			{propose.error && <Banner tone="bad">{propose.error.message}</Banner>}
			<Button small icon="history" onPress={() => propose.mutate(null)} isPending={propose.isPending}>
				{t("review.again")}
			</Button>
		</div>
	);
}

// FilterRule is the filter that puts projects on the agenda, said in words.
function FilterRule({ review: r, onFilter }: { review: Review; onFilter: (filter: string) => void }) {
	const { t } = useLang();
	const context = useFieldContext();
	const attributes = useAttributes().data;
	if (!attributes) return null;
	const query = {
		portfolio: r.portfolio.id,
		state: "active" as const,
		filter: r.filter,
		q: "",
		sort: "",
		group: "",
		fields: ["name"],
		asOf: "",
		compareTo: "",
	};
	return (
		<section className={styles.filter} aria-label={t("review.filter")}>
			<Filters attributes={attributes} context={context} filter={r.filter} query={query} onFilter={onFilter} />
		</section>
	);
}
