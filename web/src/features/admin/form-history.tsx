import { useMutation } from "@tanstack/react-query";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import type { FormOf } from "./form-draft";
import { type FormPast, useFormsPast, useKeeping } from "./form-kept";
import styles from "./forms.module.css";
import { useLifeObject } from "./life-object";

// FormHistory is who changed which form when; each version can be kept again, and
// what was deleted comes back.
export function FormHistory({ forms }: { forms: FormOf[] }) {
	const { t, lang, locale } = useLang();
	const object = useLifeObject();
	const past = useFormsPast(object);
	const keeping = useKeeping(object);
	const back = useMutation({
		mutationFn: (p: FormPast) => keeping.back(p.id, p.version, t("forms.one", { name: pick(p.name, lang) })),
	});
	const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
	const items = past.data ?? [];
	if (items.length === 0) return null;
	const now = new Map(forms.map((f) => [f.id, f.version]));
	return (
		<section className={styles.history} aria-labelledby="forms-history">
			<h2 id="forms-history">{t("forms.history")}</h2>
			<FormError error={back.error} />
			<ol>
				{items.map((p) => {
					const name = pick(p.name, lang);
					return (
						<li key={`${p.id} ${p.version}`}>
							<span>
								<strong>{name}</strong> {saidOf(p, t)}
								<span className={styles.quiet}>
									{" "}
									{p.by?.name} · {when.format(new Date(p.at))}
								</span>
							</span>
							{!p.gone && now.get(p.id) !== p.version && (
								<Button
									small
									aria-label={t("forms.restoreOne", { name, when: when.format(new Date(p.at)) })}
									onPress={() => back.mutate(p)}
								>
									{t("forms.restore")}
								</Button>
							)}
						</li>
					);
				})}
			</ol>
		</section>
	);
}

// saidOf says what a version changed.
function saidOf(p: FormPast, t: ReturnType<typeof useLang>["t"]): string {
	if (p.gone) return t("forms.past.gone");
	if (p.parts.length === 0) return t("forms.past.made");
	return p.parts.map((part) => t(`forms.past.${part}`)).join(", ");
}
