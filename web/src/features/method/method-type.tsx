import { useAttributes } from "../../data/catalogue";
import type { Guide } from "../../data/guides";
import type { ProjectType, Types } from "../../data/lifecycles";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { LifeDiagram } from "../../ui/life-diagram";
import { Badge } from "../../ui/tag";
import { wordId } from "./glossary";
import styles from "./method.module.css";
import { GuideFold, GuideLinks } from "./method-guides";

type Props = { type: ProjectType; roles: Types["roles"]; guides: readonly Guide[]; hash: string };

// MethodType is the life of one type of project: drawn, told stage by stage, and in guides.
export function MethodType({ type, roles, guides, hash }: Props) {
	const { t, lang } = useLang();
	const attributes = useAttributes().data ?? [];
	const life = type.holds;
	if (!life) return null;
	const nameOf = (list: string, key: string) => {
		const option = attributes.find((a) => a.key === list)?.choices.find((c) => c.key === key);
		return option ? pick(option.label, lang) : key;
	};
	const stage = (key: string) => nameOf("stage", key);
	const role = (key: string) => pick(roles.find((r) => r.key === key)?.label ?? { en: key, fr: key }, lang);
	const attribute = (key: string) => {
		const a = attributes.find((x) => x.key === key);
		return a ? pick(a.label, lang) : key;
	};
	const title = pick(type.label, lang);
	return (
		<section className={styles.type} aria-labelledby={`type-${type.key}`}>
			<h3 id={`type-${type.key}`}>{title}</h3>
			<LifeDiagram draft={life} nameOf={stage} label={t("method.diagramOf", { type: title })} />
			<ol className={styles.stages}>
				{life.stages.map((s) => {
					const ways = life.moves.filter((m) => m.from === s.stage);
					return (
						<li key={s.stage}>
							<h4>{stage(s.stage)}</h4>
							{(s.required?.length ?? 0) > 0 && (
								<p>
									<span className={styles.quiet}>{t("method.entered")}</span>{" "}
									{s.required?.map((key, i) => (
										<span key={key}>
											{i > 0 && ", "}
											<a href={`#${wordId("project", key)}`}>{attribute(key)}</a>
										</span>
									))}
								</p>
							)}
							<ul>
								{ways.map((m) => (
									<li key={m.to}>
										→ {stage(m.to)}
										{pick(m.label, lang) && <span className={styles.quiet}> · {pick(m.label, lang)}</span>}
										{m.gate && (
											<>
												{" "}
												<Badge>{t("method.gate")}</Badge>
											</>
										)}
										{m.roles.length > 0 && (
											<span className={styles.quiet}>
												{" "}
												· {t("method.may", { roles: m.roles.map(role).join(", ") })}
											</span>
										)}
										{m.condition && <p className={styles.quiet}>{pick(m.message, lang) || pick(m.condition, lang)}</p>}
									</li>
								))}
							</ul>
							<GuideLinks guides={guides.filter((g) => g.stage === s.stage && (!g.type || g.type === type.key))} />
						</li>
					);
				})}
			</ol>
			{life.variants.length > 0 && (
				<p>
					<span className={styles.quiet}>{t("method.variants")}</span>{" "}
					{life.variants
						.map((v) =>
							v.condition
								? `${nameOf("variant", v.variant)} (${pick(v.condition, lang)})`
								: nameOf("variant", v.variant),
						)
						.join(" · ")}
				</p>
			)}
			{guides
				.filter((g) => g.type === type.key)
				.map((g) => (
					<GuideFold key={g.key} guide={g} hash={hash} under={3} />
				))}
		</section>
	);
}
