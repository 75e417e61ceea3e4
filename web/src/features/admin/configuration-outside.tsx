import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Select } from "../../ui/select";
import type { Bring, Outside } from "./configuration";
import styles from "./configuration.module.css";

// stays leaves projects where they are, outside the lifecycle.
const stays = "-";

type Props = { outside: readonly Outside[]; bring: Bring; onChange: (bring: Bring) => void };

// StagesThatGo asks where the projects go that stand at stages which their lifecycle
// would no longer have.
export function StagesThatGo({ outside, bring, onChange }: Props) {
	const t = useT();
	if (outside.length === 0) return null;
	return (
		<Banner tone="warn" title={t("configuration.outside")}>
			<div className={styles.places}>
				{outside.map((o) => {
					const from = `${o.type}.${o.stage}`;
					return (
						<Select
							key={from}
							label={t("configuration.outsideOf", { type: o.name, stage: o.label || "–", count: o.count })}
							options={[
								{ id: stays, name: t("configuration.outsideStay") },
								...o.into.map((s) => ({ id: s.key, name: s.name })),
							]}
							value={bring[from] ?? (o.by || stays)}
							onChange={(to) => {
								const { [from]: _, ...rest } = bring;
								onChange(to === stays ? rest : { ...rest, [from]: to });
							}}
						/>
					);
				})}
			</div>
		</Banner>
	);
}
