#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <iostream>
#include <string>

/// `<program> NAME [doctest's options]`: the test cases of NAME.cpp alone.
int main(int argc, char** argv)
{
    if (argc < 2 || argv[1][0] == '-') {
        std::cerr << "Usage: " << argv[0] << " NAME [options]: the test cases of tests/model/NAME.cpp\n";
        return 2;
    }
    doctest::Context context(argc, argv);
    context.addFilter("source-file", ("*/" + std::string(argv[1]) + ".cpp").c_str());
    return context.run();
}
