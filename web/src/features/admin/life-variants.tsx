import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Select } from "../../ui/select";
import { FormulaEditor } from "./formula-editor";
import type { DraftVariant, LifeDraft } from "./life";
import styles from "./types.module.css";

type Props = {
	draft: LifeDraft;
	attributes: readonly Attribute[];
	problem: (at: string) => string | undefined;
	onChange: (draft: LifeDraft) => void;
};

// LifeVariants say by how much method a project of the type is run: the first whose
// condition holds, until another is chosen by hand.
export function LifeVariants({ draft, attributes, problem, onChange }: Props) {
	const { t, lang } = useLang();
	const known = attributes.find((a) => a.key === "variant")?.choices.filter((c) => !c.retired) ?? [];
	const options =
		known.length > 0
			? known.map((c) => ({ id: c.key, name: pick(c.label, lang) }))
			: (["light", "standard", "full"] as const).map((id) => ({ id, name: t(`life.variant.${id}`) }));
	const set = (variants: DraftVariant[]) => onChange({ ...draft, variants });
	const free = options.find((o) => !draft.variants.some((v) => v.variant === o.id));
	return (
		<div className={styles.variants}>
			<p className={styles.quiet}>{t("life.variantsText")}</p>
			{draft.variants.map((v, i) => {
				const error = problem(`variants[${i}]`);
				const change = (part: Partial<DraftVariant>) =>
					set(draft.variants.map((o) => (o === v ? { ...o, ...part } : o)));
				const name = options.find((o) => o.id === v.variant)?.name ?? v.variant;
				return (
					<div key={v.variant} className={styles.variant} role="group" aria-label={name}>
						<Select
							label={t("life.variantName")}
							value={v.variant}
							onChange={(variant) => change({ variant })}
							options={options.filter((o) => o.id === v.variant || !draft.variants.some((w) => w.variant === o.id))}
						/>
						<FormulaEditor
							as="rule"
							label={t("life.variantWhen")}
							optional
							value={v.condition}
							onChange={(condition) => change({ condition })}
							{...(error ? { error } : {})}
						/>
						<IconButton
							small
							icon="close"
							label={t("life.removeVariant", { name })}
							onPress={() => set(draft.variants.filter((o) => o !== v))}
						/>
					</div>
				);
			})}
			{free && (
				<div>
					<Button small icon="plus" onPress={() => set([...draft.variants, { variant: free.id, condition: "" }])}>
						{t("life.addVariant")}
					</Button>
				</div>
			)}
		</div>
	);
}
