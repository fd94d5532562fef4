"""Files that Pagewake shows or fills in: icons, themes, translations, report templates. No code."""
