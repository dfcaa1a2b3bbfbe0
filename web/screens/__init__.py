"""The screens: one module each, with its templates under ``web/templates``."""
