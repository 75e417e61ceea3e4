import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { api, send } from "../../api/client";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/text-field";
import styles from "./prepare.module.css";
import { useTurn } from "./queries";
import { type Review, rules } from "./types";

// Rules say which projects go on the agenda by themselves; what was put there by
// hand stays.
export function Rules({ review: r }: { review: Review }) {
	const { t } = useLang();
	const [filter, setFilter] = useState(r.filter);
	const propose = useTurn(r.id, async (body: { rules: string[]; filter?: string } | null, now) => {
		const kept = body ? await api.patch<Review>(`/reviews/${now.id}`, body, now.version) : now;
		return send<Review>("POST", `/reviews/${now.id}/propose`, { version: kept.version });
	});
	const chosen = r.rules;
	const choose = (next: string[]) => {
		if (next.includes("filter") && !filter.trim()) return propose.mutate({ rules: next, filter: 'stage = "build"' });
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
				<div className={styles.filter}>
					<TextField
						label={t("review.filter")}
						value={filter || r.filter}
						onChange={setFilter}
						onBlur={() => filter.trim() && filter !== r.filter && propose.mutate({ rules: chosen, filter })}
					/>
				</div>
			)}
			{propose.error && <Banner tone="bad">{propose.error.message}</Banner>}
			<Button small icon="history" onPress={() => propose.mutate(null)} isPending={propose.isPending}>
				{t("review.again")}
			</Button>
		</div>
	);
}
