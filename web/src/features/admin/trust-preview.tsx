import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { api } from "../../api/client";
import { keys } from "../../data/query-keys";
import { formatNumber, formatPercent } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { FormError } from "../../ui/form";
import { TextLink } from "../../ui/link";
import type { Draft, Foreseen } from "./trust";
import styles from "./trust.module.css";

const factors = ["completeness", "freshness", "consistency"] as const;

// TrustPreview is what a change would do to the scores, on the projects that the
// person sees, before anything is kept.
export function TrustPreview({ changes }: { changes: Partial<Draft> }) {
	const t = useT();
	const asked = useDeferredValue(changes);
	const seen = useQuery({
		queryKey: [...keys.trust, "preview", asked],
		queryFn: ({ signal }) => api.post<Foreseen>("/trust/preview", asked, { signal }),
		placeholderData: keepPreviousData,
	});
	const found = seen.data;
	return (
		<section className={styles.preview} aria-label={t("trust.preview")} aria-busy={seen.isFetching}>
			<h2>{t("trust.preview")}</h2>
			<FormError error={seen.error} />
			{found && (
				<>
					<p className={styles.score}>
						{formatNumber(found.before.score, 1)}
						<span aria-hidden="true"> → </span>
						<strong>{formatNumber(found.after.score, 1)}</strong>
						<small>{t("summary.ofHundred")}</small>
					</p>
					<dl className={styles.factors}>
						{factors.map((key) => (
							<div key={key}>
								<dt>{t(`summary.trust.${key}`)}</dt>
								<dd>
									{percent(found.before[key])} → {percent(found.after[key])}
								</dd>
							</div>
						))}
					</dl>
					<p role="status">
						{found.better + found.worse === 0
							? t("trust.nothingMoves", { count: found.count })
							: t("trust.moves", { moved: found.better + found.worse, count: found.count })}
						{found.worse > 0 && ` ${t("trust.worse", { count: found.worse })}`}
						{found.better > 0 && ` ${t("trust.better", { count: found.better })}`}
					</p>
					<ul className={styles.movers}>
						{found.items.map((p) => (
							<li key={p.id}>
								<TextLink href={`/project/${p.id}`}>{p.name}</TextLink>
								<span>
									{formatNumber(p.before, 0)} → <strong>{formatNumber(p.after, 0)}</strong>
								</span>
							</li>
						))}
					</ul>
				</>
			)}
		</section>
	);
}

const percent = (share: string) => formatPercent(String(Number(share) * 100), 0);
