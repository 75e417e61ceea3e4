import { useParams } from "@tanstack/react-router";
import { useLayoutEffect } from "react";
import { Loaded } from "../../ui/states";
import { usePrefetched, useReview } from "./queries";
import { Stage } from "./stage";
import styles from "./stage.module.css";

// RunPage is the review in full screen: whoever leads it turns the pages, the
// others follow.
export default function RunPage() {
	const { id } = useParams({ strict: false }) as { id: string };
	const review = useReview(id);
	usePrefetched(review.data?.state === "draft" ? undefined : review.data);
	// All controls, and what opens over the page, are as large as the page.
	useLayoutEffect(() => {
		document.documentElement.dataset.stage = "";
		return () => {
			delete document.documentElement.dataset.stage;
		};
	}, []);
	return (
		<div className={styles.room}>
			<Loaded query={review}>{(r) => <Stage key={r.id} review={r} />}</Loaded>
		</div>
	);
}
