# SPDX-License-Identifier: Apache-2.0
# cmake/se2-package.cmake: what cpack makes: libse2-dev for Debian, and the source archive
set(CPACK_PACKAGE_NAME libse2-dev)
set(CPACK_PACKAGE_VENDOR "the se2 authors")
set(CPACK_PACKAGE_CONTACT "the se2 authors <se2@users.noreply.invalid>")
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all) # nothing in it is for a machine but wasm
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "nodejs (>= 18)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "binaryen, cmake (>= 3.25)")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "${PROJECT_DESCRIPTION}
 A header library, the Python runtimes, and the tools that pack, check and run plugins.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)

set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME "se2-${PROJECT_VERSION}")
set(CPACK_SOURCE_IGNORE_FILES "/[.]git/" "${PROJECT_BINARY_DIR}/" "/build[^/]*/" "/__pycache__/")
include(CPack)
