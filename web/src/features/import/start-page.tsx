import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { PageFrame } from "../../ui/page";
import { EmptyState, Loaded } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { NewImport } from "./new-import";
import { PastImports } from "./past-imports";
import { useImports, useMappings } from "./queries";
import { SavedMappings } from "./saved-mappings";
import startStyles from "./start.module.css";

// StartPage takes a new file, and lists what was imported before.
export default function StartPage() {
	const t = useT();
	const imports = useImports();
	const mappings = useMappings();
	const [tab, setTab] = useState("imports");
	const list = (
		<Loaded query={imports} lines={4}>
			{(items) =>
				items.length === 0 ? (
					<EmptyState icon="import" title={t("import.empty.title")}>
						{t("import.empty.text")}
					</EmptyState>
				) : (
					<PastImports items={items} />
				)
			}
		</Loaded>
	);
	return (
		<PageFrame title={t("nav.imports")} lead={t("import.lead")}>
			<div className={startStyles.new}>
				<NewImport past={imports.data ?? []} />
			</div>
			<div className={startStyles.past}>
				<Tabs
					label={t("import.lists")}
					value={tab}
					onChange={setTab}
					tabs={[
						{ id: "imports", name: t("import.past.title"), count: imports.data?.length, content: list },
						{
							id: "mappings",
							name: t("import.mapping.title"),
							count: mappings.data?.length,
							content: <SavedMappings />,
						},
					]}
				/>
			</div>
		</PageFrame>
	);
}
