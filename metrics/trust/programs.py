"""Linear programs that are asked many times over, each begun where the last one ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from highspy import Highs, HighsLp, HighsModelStatus, HighsStatus, MatrixFormat, kHighsInf

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Numbers = NDArray[np.float64]

SURE = (HighsModelStatus.kOptimal, HighsModelStatus.kUnbounded)


class ContradictionError(ValueError):
    """Nothing at all fulfills the equations within the bounds."""


class Program:
    """`left @ x == right` with each x between its floor and its ceiling.

    What is aimed at and the bounds may change from one call to the next; HiGHS goes on from the
    corner it found last, which is seldom far from the next one.
    """

    def __init__(self, left: csr_array, right: Numbers, floor: Numbers, ceiling: Numbers) -> None:
        rows, self.size = left.shape
        program = HighsLp()
        program.num_col_, program.num_row_ = self.size, rows
        program.col_cost_ = np.zeros(self.size)
        program.col_lower_, program.col_upper_ = floor, np.minimum(ceiling, kHighsInf)
        program.row_lower_ = program.row_upper_ = right
        matrix = left.tocsr()
        program.a_matrix_.format_ = MatrixFormat.kRowwise
        program.a_matrix_.start_ = matrix.indptr
        program.a_matrix_.index_ = matrix.indices
        program.a_matrix_.value_ = matrix.data.astype(float)
        self._solver = Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("threads", 1)
        if self._solver.passModel(program) == HighsStatus.kError:
            raise ValueError("HiGHS does not take this program.")
        self._all = np.arange(self.size, dtype=np.int32)

    def bound(self, position: int, floor: float, ceiling: float) -> None:
        self._solver.changeColBounds(position, floor, min(ceiling, kHighsInf))

    def least(self, cost: Numbers) -> Numbers | None:
        """Where `cost @ x` is least; None where it has no end. Raises `ContradictionError`."""
        self._solver.changeColsCost(self.size, self._all, cost)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status not in SURE:  # from the corner it stood in, it could not tell
            self._solver.clearSolver()
            self._solver.run()
            status = self._solver.getModelStatus()
        if status == HighsModelStatus.kUnbounded:
            return None
        if status == HighsModelStatus.kInfeasible:
            raise ContradictionError
        if status != HighsModelStatus.kOptimal:
            raise ArithmeticError(self._solver.modelStatusToString(status))
        return np.asarray(self._solver.getSolution().col_value)
