import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { type ProjectType, type Types, useTypes } from "../../data/lifecycles";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import { EmptyState, Loaded } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { LifeDrawing } from "./life-drawing";
import { NewType } from "./life-new";
import {
	isLifeObject,
	type LifeObject,
	LifeObjectContext,
	lifeObjects,
	useLifeObject,
	useLifeWords,
} from "./life-object";
import styles from "./types.module.css";

const objects = Object.keys(lifeObjects) as LifeObject[];

// TypesPage is where the life of each type of project is drawn, tried on the projects
// there are, and published.
export default function TypesPage() {
	const { t } = useLang();
	const [asked, setObject] = useParam("object");
	const object = isLifeObject(asked) ? asked : "project";
	const types = useTypes(object);
	const [chosen, setChosen] = useParam("type");
	const [making, setMaking] = useState(false);
	return (
		<LifeObjectContext value={object}>
			<AdminFrame
				title={t("life.title")}
				lead={t("life.lead")}
				actions={
					<Button kind="primary" icon="plus" onPress={() => setMaking(true)}>
						{t("life.newType")}
					</Button>
				}
			>
				{making && (
					<NewType
						types={types.data?.items ?? []}
						onClose={() => setMaking(false)}
						onMade={(key) => {
							setMaking(false);
							setChosen(key);
						}}
					/>
				)}
				<div className={styles.objects}>
					<Tabs
						label={t("life.of")}
						value={object}
						onChange={(now) => setObject(now === "project" ? "" : now)}
						tabs={objects.map((id) => ({
							id,
							name: t(`life.objects.${id}`),
							content: id === object && <TypesOf types={types} chosen={chosen} onChoose={setChosen} />,
						}))}
					/>
				</div>
			</AdminFrame>
		</LifeObjectContext>
	);
}

type OfProps = { types: UseQueryResult<Types>; chosen: string; onChoose: (key: string) => void };

// TypesOf are the types of one object, of which one is drawn.
function TypesOf({ types, chosen, onChoose }: OfProps) {
	const { t, lang } = useLang();
	const w = useLifeWords();
	const object = useLifeObject();
	const [saves, setSaves] = useState(0);
	return (
		<Loaded query={types}>
			{(all) => {
				const type = all.items.find((x) => x.key === chosen) ?? all.items[0];
				if (!type)
					return <EmptyState icon="field" title={t(object === "project" ? "life.noTypes" : "life.lines.noTypes")} />;
				return (
					<>
						<div className={styles.chooser}>
							<Select
								label={w("type")}
								value={type.key}
								onChange={onChoose}
								options={all.items.map((x) => ({
									id: x.key,
									name: pick(x.label, lang),
									detail: stateOf(x, t),
								}))}
							/>
						</div>
						<LifeDrawing
							key={`${object} ${type.key} ${saves}`}
							{...{ type, types: all }}
							onSaved={() => setSaves(saves + 1)}
						/>
					</>
				);
			}}
		</Loaded>
	);
}

function stateOf(type: ProjectType, t: ReturnType<typeof useLang>["t"]): string {
	if (type.draft) return t("life.state.draft");
	return t(type.holds ? "life.state.holds" : "life.state.free");
}
