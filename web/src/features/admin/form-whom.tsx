import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { Popover } from "../../ui/popover";
import { type Draft, type FormRole, listsOf, manyOf } from "./form-draft";
import styles from "./forms.module.css";
import { useLifeObject } from "./life-object";

type Props = {
	draft: Draft;
	attributes: readonly Attribute[];
	roles: readonly FormRole[];
	onChange: (change: Partial<Draft>) => void;
};

// FormWhom says for which projects, or lines, and for which readers, a form is.
export function FormWhom({ draft, attributes, roles, onChange }: Props) {
	const { t, lang } = useLang();
	const object = useLifeObject();
	return (
		<div className={styles.whom}>
			{listsOf(object).map(({ name, key: list }) => {
				const of = attributes.find((a) => a.key === list);
				if (!of) return null;
				const many = manyOf[name];
				const options = of.choices
					.filter((c) => !c.retired || draft[many].includes(c.key))
					.map((c) => ({ id: c.key, name: pick(c.label, lang) }));
				return (
					<Some
						key={list}
						label={pick(of.label, lang)}
						options={options}
						value={draft[many]}
						onChange={(ids) => onChange({ [many]: ids })}
					/>
				);
			})}
			<Some
				label={t("forms.roles")}
				help={t("forms.rolesHelp")}
				options={roles.map((r) => ({
					id: r.id,
					name: pick(r.label, lang),
					note: t("forms.people", { count: r.people }),
				}))}
				value={draft.roles}
				onChange={(ids) => onChange({ roles: ids })}
			/>
		</div>
	);
}

type SomeProps = {
	label: string;
	help?: string;
	options: { id: string; name: string; note?: string }[];
	value: readonly string[];
	onChange: (ids: string[]) => void;
};

// Some picks some of a few; none is all of them.
export function Some({ label, help, options, value, onChange }: SomeProps) {
	const { t } = useLang();
	const named = options.filter((o) => value.includes(o.id)).map((o) => o.name);
	const said =
		named.length === 0
			? t("forms.all")
			: named.length < 3
				? named.join(", ")
				: t("forms.some", { count: named.length });
	return (
		<div className={styles.some}>
			<span className={styles.label}>{label}</span>
			<Popover
				label={label}
				trigger={
					<Button small aria-label={t("forms.chosen", { label, said })}>
						{said}
					</Button>
				}
			>
				{() => (
					<div className={styles.choices}>
						<CheckboxGroup
							label={label}
							help={help ?? t("forms.allHelp")}
							options={options}
							value={[...value]}
							onChange={(ids) => onChange(options.map((o) => o.id).filter((id) => ids.includes(id)))}
						/>
					</div>
				)}
			</Popover>
		</div>
	);
}
