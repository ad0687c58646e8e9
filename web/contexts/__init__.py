"""One frozen record per page: everything its template may name, and nothing else."""
