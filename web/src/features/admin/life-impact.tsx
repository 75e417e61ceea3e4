import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { api } from "../../api/client";
import type { Attribute } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pathOf } from "../../data/registers";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { FormError } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { TextLink } from "../../ui/link";
import type { Impact, LifeDraft } from "./life";
import { lifeObjects, lifePath, useLifeObject, useLifeWords } from "./life-object";
import styles from "./types.module.css";

// useImpact tries a drawing on the projects there are, while one draws.
export function useImpact(type: string, draft: LifeDraft) {
	const asked = useDeferredValue(draft);
	const object = useLifeObject();
	return useQuery({
		queryKey: [...keys.types, "preview", object, type, asked],
		queryFn: ({ signal }) => api.post<Impact>(lifePath(object, type, "preview"), asked, { signal }),
		enabled: asked.stages.length > 0,
		placeholderData: keepPreviousData,
	});
}

type Props = {
	draft: LifeDraft;
	impact: UseQueryResult<Impact>;
	nameOf: (stage: string) => string;
	attributes: readonly Attribute[];
	type: string;
};

// LifeImpact is what the drawing means for the projects of the type, before it holds.
export function LifeImpact({ impact, nameOf, attributes, type }: Props) {
	const { t, lang } = useLang();
	const w = useLifeWords();
	const object = useLifeObject();
	const { type: list, stage } = lifeObjects[object];
	// where the lines of a register are listed, or the projects
	const at = object === "project" ? "/portfolio" : pathOf(object);
	const found = impact.data;
	const label = (key: string) => pick(attributes.find((a) => a.key === key)?.label, lang) || key;
	return (
		<section className={styles.impact} aria-label={w("impact")} aria-busy={impact.isFetching}>
			<h2>{w("impact")}</h2>
			<FormError error={impact.error} />
			{found && found.problems.length > 0 && (
				<ul className={styles.problems} role="status">
					{found.problems.map((p) => (
						<li key={p.location}>
							<Icon name="warning" size={14} /> {p.message}
						</li>
					))}
				</ul>
			)}
			{found && found.problems.length === 0 && (
				<>
					<p role="status">
						<TextLink href={`${at}?filter=${encodeURIComponent(`${list} = "${type}"`)}`}>
							{w("projects", { count: found.projects })}
						</TextLink>
					</p>
					{found.outside.length > 0 && (
						<p>{t("life.outside", { count: found.outside.reduce((n, s) => n + s.count, 0) })}</p>
					)}
					{found.outside.length > 0 && (
						<ul className={styles.outsiders}>
							{found.outside.map((s) => (
								<li key={s.stage}>
									<TextLink
										href={`${at}?filter=${encodeURIComponent(`${list} = "${type}" and ${s.stage ? `${stage} = "${s.stage}"` : `${stage} is empty`}`)}`}
									>
										{s.stage ? nameOf(s.stage) : t("life.noStage")}
									</TextLink>
									<span>{s.count}</span>
								</li>
							))}
						</ul>
					)}
					{found.sample.length > 0 && (
						<>
							<h3>{w("tried")}</h3>
							<ul className={styles.tried}>
								{found.sample.map((p) => (
									<li key={`${p.id} ${p.stage}`}>
										<TextLink href={`/project/${p.id}`}>{object === "project" ? p.code || p.name : p.name}</TextLink>
										<small>{p.stage ? nameOf(p.stage) : t("life.noStage")}</small>
										<ul>
											{p.ways.map((w) => (
												<li key={w.to} data-open={w.open || undefined}>
													<Icon name={w.open ? "check" : "minus"} size={12} /> {nameOf(w.to)}
													{w.missing.length > 0 && (
														<small>{t("life.misses", { names: w.missing.map(label).join(", ") })}</small>
													)}
												</li>
											))}
											{p.ways.length === 0 && <li>{t("life.noWay")}</li>}
										</ul>
									</li>
								))}
							</ul>
						</>
					)}
				</>
			)}
		</section>
	);
}
