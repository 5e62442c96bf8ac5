#include "core/io/h5ad.h"
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/h5answers.h"

using namespace transcope;

/// input: what transcope-reader answers about an .h5ad (h5answers.h), which is read in every way.
void fuzz::run(std::string_view input)
{
    static const InputFile opened("file.h5ad"); // that there is one is asked of the system
    opened.write({});
    answerWith(input);
    if (const auto file = core::readH5ad(opened.path(), core::H5adLayers::All))
        for (const auto& layer : file->layers)
            require(layer.values->spots() == file->spots->size(), "a layer has a row a spot");
    answerWith(input);
    (void)core::readH5adSection(opened.path());
    answerWith(input);
    (void)core::readH5adSpots(opened.path());
    answerWith(input);
    (void)core::sectionsOfH5ad(opened.path());
}
