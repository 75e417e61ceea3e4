import type { ReactNode } from "react";
import type { Attribute } from "../../api/types";
import { useConstants, valueText } from "../../data/constants";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Menu } from "../../ui/menu";
import { type Chip, type Literal, word } from "./condition";
import styles from "./filter.module.css";
import { constantOf } from "./named";

type Props = {
	attribute: Attribute;
	chip: Chip;
	onChange: (values: Literal[]) => void;
	children: ReactNode;
};

// ConstantValue compares with a constant of the platform instead of a value that is
// typed, where there are some of the kind of the attribute.
export function ConstantValue({ attribute, chip, onChange, children }: Props) {
	const { t, lang } = useLang();
	const kind = attribute.kind === "computed" ? (attribute.gives ?? "") : attribute.kind;
	const all = useConstants().data?.items ?? [];
	const fitting = all.filter((c) => c.kind === kind || (c.kind === "text" && kind === "long_text"));
	const first = chip.values[0];
	const chosen = first?.kind === "word" ? constantOf(first.value, all) : undefined;
	if (chosen)
		return (
			<span className={styles.constant}>
				<Button
					small
					kind="quiet"
					icon="close"
					aria-label={t("views.blocks.constant.leave", { name: pick(chosen.label, lang) })}
					onPress={() => onChange([])}
				>
					{pick(chosen.label, lang)}
				</Button>
				<span className={styles.detail}>{valueText(chosen, chosen.now)}</span>
			</span>
		);
	if (fitting.length === 0) return children;
	return (
		<span className={styles.constant}>
			{children}
			<Menu
				label={t("views.blocks.constant.choose")}
				groups={[
					{
						id: "constants",
						title: t("constant.title"),
						entries: fitting.map((c) => ({
							id: c.key,
							name: pick(c.label, lang),
							detail: valueText(c, c.now),
							run: () => onChange([word(c.key)]),
						})),
					},
				]}
			>
				<IconButton small icon="lock" label={t("views.blocks.constant.choose")} />
			</Menu>
		</span>
	);
}
