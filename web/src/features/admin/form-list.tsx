import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button as Press } from "react-aria-components";
import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import { FormError } from "../../ui/form";
import { EmptyState } from "../../ui/states";
import { type FormOf, type FormRole, moved, whomOf } from "./form-draft";
import { useKeeping } from "./form-kept";
import { useFormWords } from "./form-words";
import styles from "./forms.module.css";
import { useLifeObject } from "./life-object";

type Props = {
	forms: FormOf[];
	attributes: readonly Attribute[];
	roles: readonly FormRole[];
	onOpen: (id: string) => void;
	onCopy: (f: FormOf) => void;
};

// FormList is the forms in the order in which they are tried: whom each is for, and
// how far it reaches.
export function FormList({ forms, attributes, roles, onOpen, onCopy }: Props) {
	const { t, lang } = useLang();
	const w = useFormWords();
	const object = useLifeObject();
	const keeping = useKeeping(object);
	const root = useRef<HTMLOListElement>(null);
	const focus = useRef("");
	const order = useMutation({
		mutationFn: ({ at, by }: { at: number; by: number }) => {
			const ids = forms.map((f) => f.id);
			return keeping.order(ids, moved(ids, at, by), t("forms.ordered"));
		},
	});
	const move = (at: number, by: number) => {
		const form = forms[at];
		if (!form) return;
		focus.current = `${form.id} ${by}`;
		announce(t("forms.movedTo", { name: pick(form.name, lang), place: at + by + 1, count: forms.length }));
		order.mutate({ at, by });
	};
	// The line that was moved keeps the focus: on the same arrow, else on the other.
	useEffect(() => {
		const [id, by] = focus.current.split(" ");
		if (!id || order.isPending) return;
		focus.current = "";
		const line = root.current?.querySelector(`[data-form="${id}"]`);
		const arrows = [...(line?.querySelectorAll<HTMLButtonElement>("[data-arrow]") ?? [])];
		(arrows.find((b) => b.dataset.arrow === by && !b.disabled) ?? arrows.find((b) => !b.disabled))?.focus();
	});
	if (forms.length === 0)
		return (
			<EmptyState icon="columns" title={t("forms.none")}>
				{w("noneText")}
			</EmptyState>
		);
	return (
		<div className={styles.listed}>
			<FormError error={order.error} />
			<p className={styles.quiet}>{w("orderText")}</p>
			<ol className={styles.forms} ref={root} aria-label={t("forms.title")}>
				{forms.map((f, at) => {
					const name = pick(f.name, lang);
					const whom = whomOf(f, object, attributes, roles, lang);
					return (
						<li key={f.id} data-form={f.id} className={styles.form}>
							<span className={styles.place}>{at + 1}</span>
							<span className={styles.about}>
								<Press className={styles.name ?? ""} onPress={() => onOpen(f.id)}>
									{name}
								</Press>
								<span className={styles.quiet}>{whom.length > 0 ? whom.join(" · ") : w("everyone")}</span>
							</span>
							<span className={styles.reach}>{w("reach", { count: f.projects })}</span>
							<span className={styles.tools}>
								<IconButton
									small
									icon="chevron-up"
									data-arrow="-1"
									label={t("forms.earlier", { name })}
									isDisabled={at === 0}
									onPress={() => move(at, -1)}
								/>
								<IconButton
									small
									icon="chevron-down"
									data-arrow="1"
									label={t("forms.later", { name })}
									isDisabled={at === forms.length - 1}
									onPress={() => move(at, 1)}
								/>
								<IconButton small icon="copy" label={t("forms.copy", { name })} onPress={() => onCopy(f)} />
							</span>
						</li>
					);
				})}
			</ol>
		</div>
	);
}
