import { useMutation } from "@tanstack/react-query";
import { Button as Press } from "react-aria-components";
import type { Attribute } from "../../api/types";
import type { Guide, GuideRole } from "../../data/guides";
import { type Lang, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Badge } from "../../ui/tag";
import { moved } from "./form-draft";
import { useKeepingGuides } from "./guide-kept";
import styles from "./guides.module.css";

type Props = {
	guides: Guide[];
	attributes: readonly Attribute[];
	roles: readonly GuideRole[];
	onOpen: (id: string) => void;
};

// aboutOf says what a guide is about: its type, its stage and its role, by name.
export function aboutOf(g: Guide, attributes: readonly Attribute[], roles: readonly GuideRole[], lang: Lang): string[] {
	const option = (list: string, key: string) =>
		pick(attributes.find((a) => a.key === list)?.choices.find((c) => c.key === key)?.label, lang);
	const role = pick(roles.find((r) => r.key === g.role)?.label, lang);
	return [option("type", g.type), option("stage", g.stage), role].filter(Boolean);
}

// GuideList is the guides in the order in which they stand on the page of the method.
export function GuideList({ guides, attributes, roles, onOpen }: Props) {
	const { t, lang } = useLang();
	const keeping = useKeepingGuides();
	const order = useMutation({
		mutationFn: ({ at, by }: { at: number; by: number }) => {
			const ids = guides.map((g) => g.id);
			return keeping.order(ids, moved(ids, at, by), t("guide.ordered"));
		},
	});
	const move = (at: number, by: number) => {
		const name = pick(guides[at]?.title, lang);
		announce(t("forms.movedTo", { name, place: at + by + 1, count: guides.length }));
		order.mutate({ at, by });
	};
	return (
		<div className={styles.listed}>
			<FormError error={order.error} />
			<ol aria-label={t("guide.title")}>
				{guides.map((g, at) => {
					const name = pick(g.title, lang);
					const about = aboutOf(g, attributes, roles, lang);
					const readers = roles.filter((r) => g.readers.includes(r.key)).map((r) => pick(r.label, lang));
					return (
						<li key={g.id}>
							<span className={styles.about}>
								<Press className={styles.name ?? ""} onPress={() => onOpen(g.id)}>
									{name}
								</Press>
								<span className={styles.quiet}>{about.join(" · ") || t("guide.general")}</span>
							</span>
							<span>{readers.length > 0 && <Badge>{t("guide.for", { roles: readers.join(", ") })}</Badge>}</span>
							<span className={styles.arrows}>
								<IconButton
									small
									icon="chevron-up"
									label={t("template.up", { name })}
									isDisabled={at === 0}
									onPress={() => move(at, -1)}
								/>
								<IconButton
									small
									icon="chevron-down"
									label={t("template.down", { name })}
									isDisabled={at === guides.length - 1}
									onPress={() => move(at, 1)}
								/>
							</span>
						</li>
					);
				})}
			</ol>
		</div>
	);
}
