from indicators.models.indicator import (
    KIND_BY_LEVEL,
    PERIOD,
    WITHOUT_NUMBER,
    Direction,
    Indicator,
    IndicatorValue,
    ValueKind,
    ValueStatus,
    validate_period,
)
from indicators.models.sheets import ImportState, SheetExport, SheetImport
from indicators.models.statistics import FetchState, SeriesBinding, SeriesFrequency, StatisticsFetch

__all__ = [
    "KIND_BY_LEVEL",
    "PERIOD",
    "WITHOUT_NUMBER",
    "Direction",
    "FetchState",
    "ImportState",
    "Indicator",
    "IndicatorValue",
    "SeriesBinding",
    "SeriesFrequency",
    "SheetExport",
    "SheetImport",
    "StatisticsFetch",
    "ValueKind",
    "ValueStatus",
    "validate_period",
]
