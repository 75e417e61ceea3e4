import type { EditRequest } from "../../engine/grid/model";

// closing is a request that also takes the editor off the page.
export function closing(request: EditRequest, done: () => void): EditRequest {
	return {
		...request,
		get initialText() {
			return request.initialText;
		},
		commit: (value, move) => {
			request.commit(value, move);
			done();
		},
		cancel: () => {
			request.cancel();
			done();
		},
	};
}
